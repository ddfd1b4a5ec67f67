package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

/**
 * The answer to {@link MessageQueue#publishUnique}.
 *
 * @param id of the message that is in the queue: the new one, or the first one with the same delivery key
 * @param repeated whether the delivery was seen before; then nothing was stored
 */
public record Published(String id, boolean repeated) {}
