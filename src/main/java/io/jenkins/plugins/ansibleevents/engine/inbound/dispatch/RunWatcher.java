package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

/**
 * Is told what becomes of an action: {@link #started}, later {@link #finished} or {@link #interrupted}; or {@link #failed},
 * {@link #refused} or {@link #interrupted} alone. Each at most once, by any thread; returns at once and throws nothing.
 */
public interface RunWatcher {

    /**
     * It runs, and would go on if this process forgot the message.
     *
     * @param run where people find it: the run's ident, the build's URL
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
     * It did not come to its end, or not even to its beginning, because this process ends. Its messages are left alone:
     * they come again.
     */
    void interrupted();

    /**
     * It could not be started; its messages are tried again as the rule says.
     *
     * @param reason one sentence without secrets
     */
    void failed(String reason);

    /**
     * It could not be started and no further try would help: a value the job does not take, a person who said no. Its
     * messages become dead letters at once.
     */
    default void refused(String reason) {
        failed(reason);
    }
}
