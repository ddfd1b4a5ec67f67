package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Instant;

/**
 * The state of one message, as its queue knows it.
 *
 * @param id the message's id
 * @param state where it is
 * @param attempts how often it was received
 * @param reason of the last {@code nack} or {@code deadLetter}; empty when there was none
 * @param since when it came into this state; when the queue does not keep that, when it was published
 * @param endpoint whose message it is; empty when somebody else put it into the queue, or the queue does not keep that
 */
public record MessageStatus(
        String id, MessageState state, int attempts, String reason, Instant since, String endpoint) {}
