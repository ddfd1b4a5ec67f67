/**
 * The queue between an accepted message and the run it starts: {@link
 * io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue} and what every kind of queue shares. One child
 * package per kind; a kind knows this package and no other kind.
 */
package io.jenkins.plugins.ansibleevents.engine.inbound.queue;
