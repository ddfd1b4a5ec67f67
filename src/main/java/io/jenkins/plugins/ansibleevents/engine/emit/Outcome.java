package io.jenkins.plugins.ansibleevents.engine.emit;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The result of an attempt. Reasons are for users: one sentence, no secret, no full URL. */
public sealed interface Outcome {

    /**
     * The receiver has taken the messages.
     *
     * @param answer what it answered, as a sentence without a full stop; empty for receivers that answer nothing
     */
    record Accepted(String answer) implements Outcome {}

    /**
     * The receiver did not take the messages, but may do so later.
     *
     * @param reason why it did not take them now
     * @param after how long the receiver asks to wait; empty to leave it to the retry settings
     * @param resend how many messages before this batch are to be sent again, because they may have been lost with the
     *     connection; not more than {@link Emitter#unconfirmed()}
     */
    record RetryLater(String reason, Optional<Duration> after, int resend) implements Outcome {}

    /** The receiver will never take the message; it becomes a dead letter, and the next message is sent. */
    record Refused(String reason) implements Outcome {}

    static Outcome accepted() {
        return accepted("");
    }

    static Outcome accepted(String answer) {
        return new Accepted(answer);
    }

    /** The outcome of an attempt that ended with an exception. */
    static Outcome failed(IOException e) {
        return retryLater(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    static Outcome retryLater(String reason) {
        return new RetryLater(reason, Optional.empty(), 0);
    }

    static Outcome retryLater(String reason, Optional<Duration> after) {
        return new RetryLater(reason, after, 0);
    }

    static Outcome connectionLost(String reason, int resend) {
        return new RetryLater(reason, Optional.of(Duration.ZERO), resend);
    }

    static Outcome refused(String reason) {
        return new Refused(reason);
    }
}
