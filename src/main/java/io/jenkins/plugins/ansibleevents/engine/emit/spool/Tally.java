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
public record Tally(long sent, long retried, long refused, long dropped) {

    static final Tally ZERO = new Tally(0, 0, 0, 0);

    /** Messages that need no further attempt. */
    public long settled() {
        return sent + refused + dropped;
    }

    public Tally plusSent(int count) {
        return new Tally(sent + count, retried, refused, dropped);
    }

    /** Takes off messages that were lost with a broken connection. */
    public Tally minusSent(int count) {
        return new Tally(Math.max(0, sent - count), retried, refused, dropped);
    }

    public Tally plusRetried() {
        return new Tally(sent, retried + 1, refused, dropped);
    }

    public Tally plusRefused() {
        return new Tally(sent, retried, refused + 1, dropped);
    }

    /** Counts a dead letter that the receiver has taken at a later attempt. */
    public Tally plusSentAfterAll() {
        return new Tally(sent + 1, retried, Math.max(0, refused - 1), dropped);
    }

    public Tally plusDropped() {
        return new Tally(sent, retried, refused, dropped + 1);
    }
}
