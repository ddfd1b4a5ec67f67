package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;

/** The reason why a run is stopped from outside. */
record StopReason(RunStatus status, RunOutcome outcome) {

    /** The exit code of a run that was stopped, as in ansible-runner. */
    static final int RC = 254;

    static StopReason canceled() {
        return of(RunStatus.CANCELED, RunOutcome.Kind.CANCELED, "canceled");
    }

    static StopReason failed(String reason) {
        return of(RunStatus.FAILED, RunOutcome.Kind.STOPPED, reason);
    }

    /**
     * The same reason; for a canceled run with its active tasks.
     *
     * @param active as in {@link ActiveTasks#describe}
     */
    StopReason during(String active) {
        boolean tells = outcome.kind() == RunOutcome.Kind.CANCELED;
        return tells ? of(status, outcome.kind(), outcome.sentence() + "; still running: " + active) : this;
    }

    static StopReason of(RunStatus status, RunOutcome.Kind kind, String sentence) {
        return new StopReason(status, new RunOutcome(kind, sentence));
    }
}
