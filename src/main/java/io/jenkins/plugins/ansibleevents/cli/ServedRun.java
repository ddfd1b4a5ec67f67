package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.RunWatcher;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.util.List;

/**
 * Tells the rule engine how one run gets on. It has started when Ansible's process runs; a run that ends before could not
 * be started.
 */
final class ServedRun implements RunExtension {

    private final String ident;
    private final RunWatcher watcher;
    private @CheckForNull RunHandle handle;
    private @CheckForNull RunResult result;
    private boolean running;
    private boolean cancelled;

    ServedRun(String ident, RunWatcher watcher) {
        this.ident = ident;
        this.watcher = watcher;
    }

    @Override
    public synchronized void started(RunHandle run) {
        handle = run;
        if (cancelled) {
            run.cancel();
        }
    }

    synchronized void cancel() {
        cancelled = true;
        if (handle != null) {
            handle.cancel();
        }
    }

    @Override
    public synchronized void status(StatusEvent status) {
        if (status.status() == RunStatus.RUNNING && !running) {
            running = true;
            watcher.started(ident);
        }
    }

    @Override
    public synchronized List<String> ended(RunResult how) {
        result = how;
        return List.of();
    }

    /** Its artifacts are closed. */
    synchronized void over() {
        if (result == null || !running) {
            watcher.failed(
                    result == null ? "the run has no result" : result.outcome().sentence());
            return;
        }
        RunStatus status = result.status();
        watcher.finished(status.wireName(), status == RunStatus.SUCCESSFUL);
    }

    /** Something else than Ansible failed. */
    synchronized void failed(String reason) {
        if (running) {
            watcher.finished("failed", false);
        } else {
            watcher.failed(reason);
        }
    }
}
