/**
 * Brings statuses and events of runs to other systems, in order and at least once, without ever holding up a run. {@link
 * io.jenkins.plugins.ansibleevents.engine.emit.Emitter} is what one adds; {@link
 * io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService} is the pump that does the rest.
 */
package io.jenkins.plugins.ansibleevents.engine.emit;
