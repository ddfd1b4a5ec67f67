package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Instant;

/**
 * A message that was received and is hidden from other consumers until {@link #until}.
 *
 * @param message what was received
 * @param receipt names this delivery to the queue that gave it; opaque, of use only until the queue is closed
 * @param attempt how often the message was received, this time included; from 1. SQS may skip numbers. An AMQP broker
 * counts deliveries lost with a broken connection, not the receipts before: after a break the number may be lower than
 * the
 *     last one
 * @param until when the queue redelivers the message unless the lease is extended or the message settled
 */
public record Lease(Message message, String receipt, int attempt, Instant until) {

    public String id() {
        return message.id();
    }

    /** The receipt is left out: anybody who has it can settle the message. */
    @Override
    public String toString() {
        return message + ", attempt " + attempt + ", until " + until;
    }
}
