package io.jenkins.plugins.ansibleevents.engine.tls;

import java.io.IOException;

/** A certificate or key that cannot be used; the message names the file and the next step, and quotes no content. */
public final class PemException extends IOException {

    private static final long serialVersionUID = 1L;

    PemException(String message) {
        super(message);
    }
}
