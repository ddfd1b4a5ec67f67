package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

/**
 * Follows an action: {@link #started}, later {@link #finished} or {@link #interrupted}; or {@link #failed},
 * {@link #postponed}, {@link #refused} or {@link #interrupted} alone. Each at most once, by any thread; returns at once
 * and throws nothing.
 */
public interface RunWatcher {

    /**
     * It runs, whatever happens to its messages.
     *
     * @param run the name under which people find it: the run's ident, the build's URL
     */
    void started(String run);

    /**
     * It has ended.
     *
     * @param status as people know it: {@code successful}, {@code failed}, {@code SUCCESS}, ...
     * @param successful whether it ended well
     */
    void finished(String status, boolean successful);

    /**
     * It did not end, or not even begin, because this process ends. Its messages are not settled, so they are
     * redelivered.
     */
    void interrupted();

    /**
     * It could not be started; its messages are retried as the rule says.
     *
     * @param reason one sentence without secrets
     */
    void failed(String reason);

    /**
     * It could not be started for a reason that can pass by itself: a job that is just being saved. That is no attempt;
     * its messages are retried after growing pauses, for an hour at most, whatever the rule says about retries.
     *
     * @param reason one sentence without secrets
     */
    void postponed(String reason);

    /**
     * It could not be started and no retry would help: a value that the job does not accept, a person who cancelled it.
     * Its messages become dead letters at once.
     */
    void refused(String reason);
}
