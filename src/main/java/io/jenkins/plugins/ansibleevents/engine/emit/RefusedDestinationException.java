package io.jenkins.plugins.ansibleevents.engine.emit;

import java.io.IOException;

/** Our own rules do not allow a host: nothing was sent, and no connection was made. The message says which host and why. */
public final class RefusedDestinationException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedDestinationException(String message) {
        super(message);
    }
}
