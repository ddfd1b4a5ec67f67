package io.jenkins.plugins.ansibleevents.engine.runner;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A run that has been started. May be used by any thread. */
public interface RunHandle {

    /** The run's ident. */
    String ident();

    /**
     * Ends the run as {@code canceled}: TERM for all of its processes, KILL after the grace period. Returns at once;
     * does nothing when the run has ended or is being ended.
     */
    void cancel();

    /**
     * Ends the run as {@code failed}, in the same way, because something that the run depends on has failed.
     *
     * @param reason one sentence for the user, without secrets
     */
    void fail(String reason);

    /**
     * Leaves a held run, which goes on; no listener is notified any more, and {@link #await()} throws a {@link
     * java.util.concurrent.CancellationException}. Returns at once; does nothing for a run that is not held or has ended.
     */
    void leave();

    /**
     * Waits for the end: all processes gone, private directory removed, all listeners notified.
     *
     * @throws InterruptedException when this thread is interrupted; the run goes on
     */
    RunResult await() throws InterruptedException;

    /**
     * Completes as {@link #await()} returns, for those who do not want to wait; with a {@link
     * java.util.concurrent.CancellationException} when the run was left. What depends on it must not block: it is run by
     * one of the threads that all runs share.
     */
    CompletionStage<RunResult> ended();

    /** As {@link #await()}, but not longer than this; empty when the run has not ended. */
    Optional<RunResult> await(Duration limit) throws InterruptedException;
}
