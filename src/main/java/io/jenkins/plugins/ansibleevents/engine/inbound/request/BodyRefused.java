package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.util.concurrent.TimeoutException;

/** A body is not taken, or no longer. The message is for the administrator. */
public final class BodyRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** Larger than the endpoint allows. */
        TOO_LARGE,
        /** Too long, or too few bytes a second. */
        TOO_SLOW,
        /** No room: in all, or for this address. It was not begun, or another one took its place. */
        NO_ROOM,
        /** The sender has stopped in the middle. */
        CUT
    }

    private final Kind kind;

    public BodyRefused(Kind kind, String why) {
        // No stack trace: it must stay cheap under a flood.
        super(why, null, false, false);
        this.kind = kind;
    }

    /** For an error while it was read; servers report a long silence as a timeout. */
    public static BodyRefused of(Throwable failure) {
        return failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException
                ? new BodyRefused(Kind.TOO_SLOW, "no byte of the body came for too long")
                : new BodyRefused(Kind.CUT, "the sender has stopped in the middle");
    }

    public Kind kind() {
        return kind;
    }
}
