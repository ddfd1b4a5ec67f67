package io.jenkins.plugins.ansibleevents.engine.index;

import java.io.IOException;

/** An index is not what its writer has written, or of another version; it is to be made again from the events. */
public final class IndexDamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong */
    public IndexDamagedException(String message) {
        super(message);
    }
}
