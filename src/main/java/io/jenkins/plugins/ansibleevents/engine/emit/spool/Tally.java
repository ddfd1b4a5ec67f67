package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;

/**
 * What became of the messages of one run at one emitter, over all processes that have worked on it.
 *
 * @param sent messages that the receiver has taken as far as we know, those sent again included
 * @param retried attempts that failed and were repeated
 * @param refused messages that became dead letters
 * @param dropped messages given up by the emitter's {@link EmitterSpec.SpoolRules}
 */
public record Tally(long sent, long retried, long refused, long dropped) {

    static final Tally ZERO = new Tally(0, 0, 0, 0);

    /** Messages that nothing more is to be done for. */
    public long settled() {
        return sent + refused + dropped;
    }

    public Tally plusSent(int count) {
        return new Tally(sent + count, retried, refused, dropped);
    }

    /** What was sent went with a connection that broke. */
    public Tally minusSent(int count) {
        return new Tally(Math.max(0, sent - count), retried, refused, dropped);
    }

    public Tally plusRetried() {
        return new Tally(sent, retried + 1, refused, dropped);
    }

    public Tally plusRefused() {
        return new Tally(sent, retried, refused + 1, dropped);
    }

    /** A dead letter was taken when it was sent once more. */
    public Tally plusSentAfterAll() {
        return new Tally(sent + 1, retried, Math.max(0, refused - 1), dropped);
    }

    public Tally plusDropped() {
        return new Tally(sent, retried, refused, dropped + 1);
    }
}
