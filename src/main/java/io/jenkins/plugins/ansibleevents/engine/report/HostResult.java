package io.jenkins.plugins.ansibleevents.engine.report;

import java.util.Locale;

/** How a task ended on a host, the worst first. */
enum HostResult {
    /** It failed and the host left the play. */
    FAILED,
    /** The host could not be reached. */
    UNREACHABLE,
    /** It failed and a rescue section took over. */
    RESCUED,
    /** It failed and the playbook says that this does not matter. */
    IGNORED,
    CHANGED,
    OK,
    SKIPPED;

    /** Whether it is a failure that counts, neither rescued nor ignored. */
    boolean isBad() {
        return this == FAILED || this == UNREACHABLE;
    }

    /** The name in files and pages, for example {@code failed}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
