package io.jenkins.plugins.ansibleevents.engine.event;

import java.util.Arrays;
import java.util.Locale;

/** The state of a run, by ansible-runner's names (its {@code status_handler} and {@code status} artifact). */
public enum RunStatus {
    /** The command is known, Ansible is not started yet. */
    STARTING,
    /** Ansible was started. */
    RUNNING,
    /** Ansible ended with 0. */
    SUCCESSFUL,
    /** Ansible ended otherwise, could not be started or followed, or the run was stopped because of an error. */
    FAILED,
    /** The run was stopped because it took too long, or was silent for too long. */
    TIMEOUT,
    /** The run was stopped because somebody asked for it. */
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

    /** Whether no other status follows in this run. */
    public boolean isFinal() {
        return this != STARTING && this != RUNNING;
    }
}
