package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into a cancelled run: the shutdown of the Java process is held up until the run's
 * processes are gone and its artifacts are closed, then it exits with 254.
 */
final class Interruption implements RunExtension {

    private static final int RC_CANCELED = 254;

    /** The grace period of the processes, and time to close the artifacts of a big run. */
    private static final long PATIENCE_SECONDS = 120;

    private static final CountDownLatch DONE = new CountDownLatch(1);
    private static final AtomicReference<Thread> HOOK = new AtomicReference<>();

    /** From now on a signal cancels this run. */
    @Override
    public void started(RunHandle run) {
        var hook = new Thread(() -> cancelAndWait(run), "ansible-events interruption");
        if (HOOK.compareAndSet(null, hook)) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    private static void cancelAndWait(RunHandle run) {
        if (DONE.getCount() == 0) {
            return;
        }
        run.cancel();
        try {
            DONE.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(RC_CANCELED);
    }

    /** The command has done all of its work; what follows is an ordinary exit. */
    static void finished() {
        DONE.countDown();
    }
}
