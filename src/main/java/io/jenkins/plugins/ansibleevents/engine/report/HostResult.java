package io.jenkins.plugins.ansibleevents.engine.report;

import java.util.Locale;

/** How a task ended on a host, the worst first. */
enum HostResult {
    /** The task failed and the host left the play. */
    FAILED,
    /** The host could not be reached. */
    UNREACHABLE,
    /** The task failed and a rescue section took over. */
    RESCUED,
    /** The task failed and the playbook ignores the failure. */
    IGNORED,
    CHANGED,
    OK,
    SKIPPED;

    /** Whether the result is a failure that counts, neither rescued nor ignored. */
    boolean isBad() {
        return this == FAILED || this == UNREACHABLE;
    }

    /** The name in files and pages, for example {@code failed}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
