package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import java.time.Duration;

/**
 * The end of a run.
 *
 * @param ident the run's ident
 * @param status a final status
 * @param rc Ansible's exit code; 254 when it was stopped, 127 when the program is missing, 1 when nothing was started
 * @param outcome what happened, in words
 * @param events number of events, which is also the last counter
 * @param duration from start to end
 */
public record RunResult(String ident, RunStatus status, int rc, RunOutcome outcome, long events, Duration duration) {}
