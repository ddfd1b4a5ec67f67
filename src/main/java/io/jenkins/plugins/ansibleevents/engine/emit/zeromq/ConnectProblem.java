package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** Why the last attempt to connect has failed, which the library keeps to itself. Told by its thread, asked by ours. */
final class ConnectProblem {

    private volatile @CheckForNull String reason;

    void none() {
        reason = null;
    }

    void was(IOException e) {
        reason = e.getMessage();
    }

    /** What to add to a sentence: {@code  (Connection refused)}, or nothing. */
    String inBrackets() {
        String last = reason;
        return last == null ? "" : " (" + last + ")";
    }
}
