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

    /** The same reason, with the tasks that are running. */
    StopReason during(ActiveTasks active) {
        return of(status, outcome.kind(), active.after(outcome.sentence()));
    }

    /** The same reason, with more words. */
    StopReason with(String words) {
        return of(status, outcome.kind(), outcome.sentence() + words);
    }

    static StopReason of(RunStatus status, RunOutcome.Kind kind, String sentence) {
        return new StopReason(status, new RunOutcome(kind, sentence));
    }
}
