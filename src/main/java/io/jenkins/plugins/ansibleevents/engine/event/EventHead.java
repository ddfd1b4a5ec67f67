package io.jenkins.plugins.ansibleevents.engine.event;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * The few values of an event that recap, filters, pages and the delivery pump need, read in one pass without building
 * the tree of its result.
 *
 * @param uuid the event's id, also its idempotency key
 * @param counter its place in the run, dense from 1
 * @param event its type, for example {@code runner_on_ok}
 * @param runnerIdent the run's ident
 * @param created ISO 8601 time of the event
 * @param startLine first line of its display text in {@code stdout}, from 0
 * @param endLine line after its display text
 * @param host inventory name of the host, or null when the event belongs to no host
 * @param play name of the play, or null outside plays
 * @param playUuid the play's id, or null
 * @param task name of the task, or null outside tasks
 * @param taskUuid the task's id, or null
 * @param taskAction the task's module as written, or null
 * @param taskPath {@code file:line} of the task, or null
 * @param role name of the role, or null
 * @param changed whether its result says {@code changed}
 * @param ignoreErrors whether its failure is ignored by the play
 * @param duration seconds from the host's start of the task to its result, or NaN when the event has none
 */
public record EventHead(
        String uuid,
        long counter,
        String event,
        String runnerIdent,
        String created,
        int startLine,
        int endLine,
        @CheckForNull String host,
        @CheckForNull String play,
        @CheckForNull String playUuid,
        @CheckForNull String task,
        @CheckForNull String taskUuid,
        @CheckForNull String taskAction,
        @CheckForNull String taskPath,
        @CheckForNull String role,
        boolean changed,
        boolean ignoreErrors,
        double duration) {

    /** Whether this event closes a task on a host. */
    public boolean isResult() {
        return host != null && EventType.isResult(event);
    }
}
