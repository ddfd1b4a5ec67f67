package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Why somebody wants a run to end. Safe for use by several threads. */
final class StopRequest {

    private @CheckForNull StopReason reason;
    private boolean urgent;

    /** Somebody asks; the first reason counts, and who asks again does not want to wait for a host that is away. */
    synchronized void ask(StopReason asked) {
        urgent = reason != null;
        fill(asked);
    }

    /** The run has found a reason itself. */
    synchronized void fill(StopReason found) {
        if (reason == null) {
            reason = found;
        }
    }

    synchronized @CheckForNull StopReason reason() {
        return reason;
    }

    synchronized boolean isUrgent() {
        return urgent;
    }
}
