package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;

/**
 * Counts of the messages of one run at one emitter, over all processes that have delivered it.
 *
 * @param sent messages that the receiver has taken as far as is known; those that were sent again count again
 * @param retried attempts that failed and were repeated
 * @param refused messages that became dead letters
 * @param dropped messages dropped by the emitter's {@link EmitterSpec.SpoolRules}
 */
public record DeliveryTally(long sent, long retried, long refused, long dropped) {

    static final DeliveryTally ZERO = new DeliveryTally(0, 0, 0, 0);

    /** Messages that need no further attempt. */
    public long settled() {
        return sent + refused + dropped;
    }

    public DeliveryTally plusSent(int count) {
        return new DeliveryTally(sent + count, retried, refused, dropped);
    }

    /** Takes off messages that were lost with a broken connection. */
    public DeliveryTally minusSent(int count) {
        return new DeliveryTally(Math.max(0, sent - count), retried, refused, dropped);
    }

    public DeliveryTally plusRetried() {
        return new DeliveryTally(sent, retried + 1, refused, dropped);
    }

    public DeliveryTally plusRefused() {
        return new DeliveryTally(sent, retried, refused + 1, dropped);
    }

    /** Counts a dead letter that the receiver has taken at a later attempt. */
    public DeliveryTally plusSentAfterAll() {
        return new DeliveryTally(sent + 1, retried, Math.max(0, refused - 1), dropped);
    }

    public DeliveryTally plusDropped() {
        return new DeliveryTally(sent, retried, refused, dropped + 1);
    }
}
