package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;

/** The machine of a run is gone, or what a run needs there. The message is a sentence for people, for example {@code agent a1 was disconnected}. */
public final class HostLostException extends IOException {

    private static final long serialVersionUID = 1L;

    HostLostException(String sentence) {
        super(sentence);
    }

    public HostLostException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
