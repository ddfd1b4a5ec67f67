package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

/**
 * Starts what a rule asks for: a playbook run, a Jenkins build.
 *
 * <p>An action that has been started before, as told by its id, is not started again: the starter reports the run that
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
     * What has become of a run that an earlier process began, or was about to begin.
     *
     * @param rule the rule's name
     * @param run as it was told by {@link RunWatcher#started}; before that, the action's id
     */
    default EarlierRun earlier(String rule, String run) {
        return EarlierRun.UNKNOWN;
    }

    /** Begins; returns at once and tells {@code watcher} from any thread what comes of it. */
    void start(Action action, RunWatcher watcher);
}
