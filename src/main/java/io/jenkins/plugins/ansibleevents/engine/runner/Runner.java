package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;

/**
 * Starts runs on one {@link RunHost}. May be used by several threads, for several runs at once.
 *
 * <p>Runs have no threads of their own: all runs of this process share a few, at most 32 when calls to hosts block. The
 * listeners of a run are called by one of them at a time. A run whose host, or listener, blocks holds up itself alone as long
 * as there are threads left. Once {@link #start} has
 * returned there is always a result: every later failure, of the host, the disk, Ansible or our own callback inside it,
 * ends in a {@link RunResult} with an {@link RunOutcome} that names it.
 */
public final class Runner {

    private final RunHost host;

    public Runner(RunHost host) {
        this.host = host;
    }

    /** A runner for this machine. */
    public static Runner local() {
        return new Runner(new LocalRunHost());
    }

    /** Starts a run and returns at once. */
    public RunHandle start(PlaybookRequest request, RunOptions options, RunListener... listeners) {
        var run = new Run(host, request, options, List.of(listeners));
        run.start();
        return run;
    }

    /**
     * Takes up a run that is held on this host, and returns at once. Everything that it has shown and recorded is handed out
     * again, from its first event on, with the same numbers; the statuses {@code starting} and {@code running} are not.
     *
     * @param request as it was at the start
     * @param options as they were at the start
     * @param masked secrets of the start that the request no longer has, because somebody has changed them meanwhile
     */
    public RunHandle takeUp(
            RunTicket ticket,
            PlaybookRequest request,
            RunOptions options,
            List<Secret> masked,
            RunListener... listeners) {
        var run = new Run(host, request, options, List.of(listeners), ticket, masked);
        run.start();
        return run;
    }
}
