package io.jenkins.plugins.ansibleevents.engine.store;

import java.io.IOException;

/** A call of the store failed; the message names the file and the next step. */
public class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The kind of failure, for programs. */
    public enum Kind {
        /** Another process has the file open. */
        LOCKED,
        /** The configured size or the disk is exhausted; the change was not made durable. */
        FULL,
        /** Something that was on disk cannot be read or is missing. */
        CORRUPT,
        /** A later version has written the file; nothing is wrong with it. */
        NEWER,
        /** Any other input or output error. */
        IO,
        /** The store was closed. */
        CLOSED
    }

    private final Kind kind;

    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
