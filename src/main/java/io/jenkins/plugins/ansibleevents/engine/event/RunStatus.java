package io.jenkins.plugins.ansibleevents.engine.event;

import java.util.Locale;

/** Where a run stands, by ansible-runner's names (its {@code status_handler} and {@code status} artifact). */
public enum RunStatus {
    STARTING,
    RUNNING,
    SUCCESSFUL,
    FAILED,
    TIMEOUT,
    CANCELED;

    /** The name in status events and in the {@code status} file, for example {@code successful}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing follows it in this run. */
    public boolean isFinal() {
        return this != STARTING && this != RUNNING;
    }
}
