package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;

/** Nothing can be learnt about a run any more, however long somebody waits. The message is a sentence for people. */
final class RunLostException extends IOException {

    private static final long serialVersionUID = 1L;

    RunLostException(String sentence) {
        super(sentence);
    }
}
