package io.jenkins.plugins.ansibleevents.engine.emit;

/**
 * What became of the messages of one run at one emitter, over all processes that have worked on it.
 *
 * @param sent messages that the receiver has taken as far as we know, those sent again included
 * @param retried attempts that failed and were repeated
 * @param refused messages that became dead letters
 * @param dropped messages given up by the emitter's {@link EmitterSpec.SpoolRules}
 */
record Tally(long sent, long retried, long refused, long dropped) {

    static final Tally ZERO = new Tally(0, 0, 0, 0);

    /** Messages that nothing more is to be done for. */
    long settled() {
        return sent + refused + dropped;
    }

    Tally plusSent(int count) {
        return new Tally(sent + count, retried, refused, dropped);
    }

    /** What was sent went with a connection that broke. */
    Tally minusSent(int count) {
        return new Tally(Math.max(0, sent - count), retried, refused, dropped);
    }

    Tally plusRetried() {
        return new Tally(sent, retried + 1, refused, dropped);
    }

    Tally plusRefused() {
        return new Tally(sent, retried, refused + 1, dropped);
    }

    /** A dead letter was taken when it was sent once more. */
    Tally plusSentAfterAll() {
        return new Tally(sent + 1, retried, Math.max(0, refused - 1), dropped);
    }

    Tally plusDropped() {
        return new Tally(sent, retried, refused, dropped + 1);
    }
}
