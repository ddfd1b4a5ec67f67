package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;

/** The machine of a run cannot be reached any more. The message is a sentence for people, for example {@code agent a1 was disconnected}. */
public final class HostLostException extends IOException {

    private static final long serialVersionUID = 1L;

    public HostLostException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    public HostLostException(String sentence) {
        super(sentence);
    }

    /** What a failed call to a host means, for people. */
    static String sentence(IOException problem) {
        return problem instanceof HostLostException || problem instanceof RunLostException
                ? String.valueOf(problem.getMessage())
                : "the host of the run cannot be reached: " + problem.getMessage();
    }
}
