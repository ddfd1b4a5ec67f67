package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

/**
 * Starts the actions of rules: playbook runs, Jenkins builds.
 *
 * <p>An action whose id has been started before is not started again: the starter reports the run that
 * exists. Called by one thread at a time.
 */
public interface RunStarter {

    /**
     * Whether nothing should be started now, for example because Jenkins is quieting down. Messages then stay in the
     * queue; asked about once a second.
     */
    default boolean paused() {
        return false;
    }

    /**
     * The state of a run that an earlier process began, or was about to begin.
     *
     * @param rule the rule's name
     * @param run as given to {@link RunWatcher#started}; before that, the action's id
     */
    default EarlierRun earlier(String rule, String run) {
        return EarlierRun.UNKNOWN;
    }

    /** Begins and returns at once; {@code watcher} is called from any thread. */
    void start(Action action, RunWatcher watcher);
}
