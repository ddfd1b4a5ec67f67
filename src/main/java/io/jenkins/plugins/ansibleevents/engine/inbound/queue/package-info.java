/**
 * The queue between an accepted message and the run it starts: {@link
 * io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue} and the parts that all kinds of queues share. One
 * child package per kind; a kind knows this package and no other kind.
 */
package io.jenkins.plugins.ansibleevents.engine.inbound.queue;
