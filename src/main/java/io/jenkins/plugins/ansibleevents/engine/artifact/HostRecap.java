package io.jenkins.plugins.ansibleevents.engine.artifact;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What a run did on one host, counted as Ansible's own recap does: changed and ignored results are also ok.
 *
 * @param host its inventory name
 * @param ok tasks that went well
 * @param changed of these, tasks that changed something
 * @param unreachable times it could not be reached
 * @param failed tasks that failed, rescued and ignored ones not counted
 * @param skipped tasks left out by a condition
 * @param rescued tasks that failed and were rescued
 * @param ignored tasks that failed without mattering
 * @param seconds sum of its tasks' durations
 * @param firstFailure the first failure that counts, or null
 */
public record HostRecap(
        String host,
        int ok,
        int changed,
        int unreachable,
        int failed,
        int skipped,
        int rescued,
        int ignored,
        double seconds,
        @CheckForNull Failure firstFailure) {

    /** Whether it failed or could not be reached. */
    public boolean bad() {
        return failed > 0 || unreachable > 0;
    }

    /**
     * Why a host failed.
     *
     * @param task name of the task
     * @param path {@code file:line} of the task, empty when unknown
     * @param message one line, at most 300 characters
     * @param counter of the event
     */
    public record Failure(String task, String path, String message, long counter) {}
}
