package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Acknowledge;

/** Follows the run of one batch; whatever thread tells, it is worked on by the dispatcher's. */
final class BatchWatcher implements RunWatcher {

    /** The dispatcher, as far as a run concerns it. */
    interface Home {

        /** Works on a step in the dispatcher's thread. */
        void decide(Runnable step);

        void succeed(RunBatch batch);

        /** It failed, and is tried again as its rule says. */
        void fail(RunBatch batch, String reason);

        /** It failed, and no further try would help. */
        void failForGood(RunBatch batch, String reason);

        /** Gives the run's place back, and to the next one. */
        void leave(RunBatch batch);
    }

    private final RunBatch batch;
    private final MessageJournal journal;
    private final DispatcherCounters counters;
    private final Home home;
    private volatile String run = "";

    BatchWatcher(RunBatch batch, MessageJournal journal, DispatcherCounters counters, Home home) {
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
        for (RunBatch.Entry entry : batch.entries()) {
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
            home.fail(batch, "run " + run + " ended " + status);
        }
    }

    @Override
    public void failed(String reason) {
        notStarted(() -> home.fail(batch, reason));
    }

    @Override
    public void refused(String reason) {
        notStarted(() -> home.failForGood(batch, reason));
    }

    private void notStarted(Runnable consequence) {
        home.decide(() -> {
            counters.run("not started");
            batch.entries().forEach(e -> journal.notStarted(e.held(), e.match()));
            home.leave(batch);
            consequence.run();
        });
    }

    @Override
    public void interrupted() {
        home.decide(() -> {
            counters.run(MessageJournal.INTERRUPTED);
            for (RunBatch.Entry entry : batch.entries()) {
                if (run.isEmpty()) {
                    journal.notBegun(entry.held().id(), entry.match());
                } else {
                    journal.interrupted(entry.held().id(), entry.match(), run);
                }
            }
        });
    }

    private Acknowledge acknowledge() {
        return batch.rule().acknowledge();
    }
}
