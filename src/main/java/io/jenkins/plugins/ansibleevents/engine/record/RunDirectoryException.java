package io.jenkins.plugins.ansibleevents.engine.record;

import java.io.IOException;

/** A run directory that cannot be used; the message names the directory, the reason and the next step. */
public class RunDirectoryException extends IOException {

    private static final long serialVersionUID = 1L;

    public RunDirectoryException(String message) {
        super(message);
    }

    public RunDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
