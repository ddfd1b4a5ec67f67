package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunWatcher;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reports the progress of one run to the rule engine. The run has started with its first event that is more than text
 * (a warning, or the error that ends it, may come before any play). When it ends earlier, the outcome says whether
 * Ansible ended it (a playbook that cannot be parsed) or whether it never began.
 */
final class ServedRun implements RunExtension {

    private static final Set<RunOutcome.Kind> NEVER_BEGAN =
            EnumSet.of(RunOutcome.Kind.EXECUTABLE_MISSING, RunOutcome.Kind.NOT_STARTED, RunOutcome.Kind.CANCELED);

    private static final Set<String> TEXTS =
            Set.of("verbose", "debug", "deprecated", "warning", "system_warning", "error");

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
    public void event(EventLine event) {
        if (!TEXTS.contains(event.head().event())) {
            begun();
        }
    }

    private synchronized void begun() {
        if (!running) {
            running = true;
            watcher.started(ident);
        }
    }

    @Override
    public synchronized LastWords ended(RunResult how) {
        result = how;
        return LastWords.NONE;
    }

    /** Its artifacts are closed. */
    synchronized void over() {
        RunResult how = result;
        if (how == null) {
            failed("the run has no result");
            return;
        }
        if (cancelled && how.status() == RunStatus.CANCELED) {
            watcher.interrupted(); // nobody but the end of this process cancels it
            return;
        }
        if (!running && how.outcome().kind() == RunOutcome.Kind.LIMIT_REFUSED) {
            watcher.refused(how.outcome().sentence()); // a retry would find the same inventory
            return;
        }
        if (!running && NEVER_BEGAN.contains(how.outcome().kind())) {
            watcher.failed(how.outcome().sentence());
            return;
        }
        begun();
        watcher.finished(how.status().wireName(), how.status() == RunStatus.SUCCESSFUL);
    }

    /** Another part than Ansible failed. */
    synchronized void failed(String reason) {
        if (running) {
            watcher.finished("failed", false);
        } else {
            watcher.failed(reason);
        }
    }
}
