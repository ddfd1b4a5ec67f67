package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** Why the last attempt to connect has failed. The library does not report it; its thread sets it, ours reads it. */
final class ConnectProblem {

    private volatile @CheckForNull String reason;

    void none() {
        reason = null;
    }

    void was(IOException e) {
        reason = e.getMessage();
    }

    /** The text to add to a sentence: {@code  (Connection refused)}, or nothing. */
    String inBrackets() {
        String last = reason;
        return last == null ? "" : " (" + last + ")";
    }
}
