package io.jenkins.plugins.ansibleevents.engine.event;

import java.util.Arrays;
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

    /**
     * The status of that name.
     *
     * @throws EventFormatException naming the name and those there are
     */
    public static RunStatus ofWireName(String name) throws EventFormatException {
        for (RunStatus status : values()) {
            if (status.wireName().equals(name)) {
                return status;
            }
        }
        throw new EventFormatException("unknown status '" + name + "'; there are " + Arrays.toString(values()));
    }

    /** Whether nothing follows it in this run. */
    public boolean isFinal() {
        return this != STARTING && this != RUNNING;
    }
}
