package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into a cancelled run: the shutdown of the Java process is held up until the run's
 * processes are gone and its artifacts are closed, then it exits with 254. When Ansible has ended before the signal,
 * the signal only ends the command's waiting, and the exit code stays the same.
 */
final class Interruption implements RunExtension {

    private static final int RC_CANCELED = 254;

    /** The grace period of the processes, and time to close the artifacts of a big run. */
    private static final long PATIENCE_SECONDS = 120;

    private static final CountDownLatch DONE = new CountDownLatch(1);
    private static final AtomicReference<Thread> HOOK = new AtomicReference<>();

    private final List<RunExtension> extensions;
    private volatile int rc = RC_CANCELED;

    /** @param extensions all extensions of the run; a signal makes them hurry */
    Interruption(List<RunExtension> extensions) {
        this.extensions = extensions;
    }

    /** From now on a signal cancels this run. */
    @Override
    public void started(RunHandle run) {
        var hook = new Thread(() -> cancelAndWait(run), "ansible-events interruption");
        if (HOOK.compareAndSet(null, hook)) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    @Override
    public LastWords ended(RunResult result) {
        rc = result.rc();
        return LastWords.NONE;
    }

    private void cancelAndWait(RunHandle run) {
        if (DONE.getCount() == 0) {
            return;
        }
        run.cancel();
        extensions.forEach(RunExtension::hurry);
        try {
            DONE.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(rc);
    }

    /** The command has done all of its work; what follows is an ordinary exit. */
    static void finished() {
        DONE.countDown();
    }
}
