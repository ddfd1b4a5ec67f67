package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** A call of the queue failed; the message names the queue and the next step, never a secret. */
public class QueueException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is wrong, for programs. */
    public enum Kind {
        /** The configured size, the broker's quota or the disk is exhausted; nothing was stored. Try again later. */
        FULL,
        /** The broker or disk does not answer; whether a message was stored is not known. Try again later. */
        UNAVAILABLE,
        /** The message is larger than the queue takes. Trying again does not help. */
        TOO_LARGE,
        /** Wrong credentials, no permission, no such queue. An administrator must act; a later try may work. */
        REFUSED,
        /** Accepted messages are lost or cannot be read. An administrator must act before anything goes on. */
        DAMAGED,
        /**
         * The lease expired, was settled before, or the connection it came over is gone; the message is redelivered.
         */
        LEASE_LOST,
        /** The queue was closed. */
        CLOSED,
        /** This kind of queue cannot do this at all. */
        UNSUPPORTED
    }

    private final Kind kind;

    public QueueException(Kind kind, String message) {
        this(kind, message, null);
    }

    public QueueException(Kind kind, String message, @CheckForNull Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Whether the broker or disk does not do its part: an administrator has to look after it, not after a message. */
    public final boolean isTheBrokersFault() {
        return kind == Kind.UNAVAILABLE || kind == Kind.REFUSED || kind == Kind.DAMAGED;
    }

    /** What is wrong, for programs: whether and when another try makes sense. */
    public Kind kind() {
        return kind;
    }
}
