/**
 * Delivers statuses and events of runs to receivers, in order and at least once, without ever holding up a run.
 * {@link io.jenkins.plugins.ansibleevents.engine.emit.Emitter} is the interface to implement for a new kind of
 * receiver; {@link io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService} is the pump that does the rest.
 */
package io.jenkins.plugins.ansibleevents.engine.emit;
