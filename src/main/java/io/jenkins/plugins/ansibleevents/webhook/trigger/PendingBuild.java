package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunWatcher;
import java.util.concurrent.atomic.AtomicBoolean;

/** A build from the moment it is asked for to its end. Safe for use by several threads. */
final class PendingBuild {

    private final Action action;
    private final RunWatcher watcher;
    private final Result worst;
    private final boolean resultCounts;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile long queueId = -1;

    PendingBuild(Action action, RunWatcher watcher, AnsibleEventTrigger trigger) {
        this.action = action;
        this.watcher = watcher;
        this.worst = Result.fromString(trigger.getWorstResult());
        this.resultCounts = trigger.getAcknowledge().equals(Acknowledgement.SUCCESSFUL);
    }

    String key() {
        return WebhookMessagesAction.keyOf(action);
    }

    Action action() {
        return action;
    }

    /** Whether this earlier build makes another one needless: not, when its end was not the wanted one. */
    boolean isDoneBy(Run<?, ?> earlier) {
        return earlier.isBuilding() || !resultCounts || isGood(earlier);
    }

    private boolean isGood(Run<?, ?> build) {
        Result result = build.getResult();
        return result != null && result.isBetterOrEqualTo(worst);
    }

    void scheduled(long item) {
        queueId = item;
    }

    /** The id of its item in the queue of Jenkins; -1 before it has one. */
    long queueId() {
        return queueId;
    }

    boolean isStarted() {
        return started.get();
    }

    void started(Run<?, ?> build) {
        if (started.compareAndSet(false, true)) {
            watcher.started(build.getUrl());
        }
    }

    void finished(Run<?, ?> build) {
        watcher.finished(String.valueOf(build.getResult()), isGood(build));
    }

    void failed(String reason) {
        watcher.failed(reason);
    }

    void postponed(String reason) {
        watcher.postponed(reason);
    }

    void refused(String reason) {
        watcher.refused(reason);
    }
}
