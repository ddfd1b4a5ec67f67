package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.HeldMessage.Failure;
import java.util.Optional;

/** Follows the run of one batch; whatever thread tells, it is worked on by the dispatcher's. */
final class BatchWatcher implements RunWatcher {

    /** The dispatcher, as far as a run concerns it. */
    interface Home {

        /** Works on a step in the dispatcher's thread. */
        void decide(Runnable step);

        void succeed(Batch batch);

        void fail(Batch batch, Failure failure);

        /** Gives the run's place back, and to the next one. */
        void leave(Batch batch);
    }

    private final Batch batch;
    private final MessageJournal journal;
    private final DispatcherCounters counters;
    private final Home home;
    private volatile String run = "";

    BatchWatcher(Batch batch, MessageJournal journal, DispatcherCounters counters, Home home) {
        this.batch = batch;
        this.journal = journal;
        this.counters = counters;
        this.home = home;
    }

    @Override
    public void started(String name) {
        home.decide(() -> begun(name));
    }

    private void begun(String name) {
        run = name;
        counters.run("started");
        for (Batch.Entry entry : batch.entries()) {
            entry.held().begun();
            journal.begun(entry.held(), entry.match(), name);
        }
        if (acknowledge() == Acknowledge.STARTED) {
            home.succeed(batch);
        }
    }

    @Override
    public void finished(String status, boolean successful) {
        home.decide(() -> ended(status, successful));
    }

    private void ended(String status, boolean successful) {
        counters.run(status);
        MessageLog.ended(batch.rule().name(), run, status);
        batch.entries().forEach(e -> journal.ended(e.held(), e.match(), run, status, successful));
        home.leave(batch);
        if (acknowledge() == Acknowledge.STARTED) {
            return;
        }
        if (successful || acknowledge() == Acknowledge.FINISHED) {
            home.succeed(batch);
        } else {
            home.fail(batch, failure("run " + run + " ended " + status));
        }
    }

    @Override
    public void failed(String reason) {
        notStarted(failure(reason));
    }

    @Override
    public void refused(String reason) {
        notStarted(new Failure(reason, Optional.empty()));
    }

    private void notStarted(Failure failure) {
        home.decide(() -> {
            counters.run("not started");
            home.leave(batch);
            home.fail(batch, failure);
        });
    }

    private Failure failure(String reason) {
        return new Failure(reason, Optional.of(batch.rule().retry()));
    }

    private Acknowledge acknowledge() {
        return batch.rule().acknowledge();
    }
}
