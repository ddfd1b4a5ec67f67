package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A thread that must live: when its work fails, also with an {@link OutOfMemoryError}, the work begins again after a
 * second, and its health shows it. For an executor it is the factory of threads; the executor replaces a thread that
 * ended.
 */
final class LivingThread implements ThreadFactory {

    private static final Logger LOGGER = Logger.getLogger(LivingThread.class.getName());

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A thread that fails again and again is down, not up between two failures. */
    private static final Duration RECENT = Duration.ofSeconds(5);

    private final String name;
    private final AtomicLong failures = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String lastError = "";
    private volatile long lastFailure;

    LivingThread(String name) {
        this.name = name;
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** A thread of an executor; an error that ends it counts as a failure. */
    @Override
    public Thread newThread(Runnable task) {
        return daemon(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        failed(e);
                        throw e;
                    }
                },
                name);
    }

    /** Begins work that returns when it should end; work that fails is begun again. */
    Thread begin(Runnable work) {
        Thread thread = daemon(
                () -> {
                    while (!isDone(work) && !endedDuringPause()) {
                        LOGGER.fine(() -> "the thread " + name + " begins again");
                    }
                },
                name);
        thread.start();
        return thread;
    }

    private boolean isDone(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Throwable e) { // nothing behind this would notice
            failed(e);
            return ended.getCount() == 0;
        }
    }

    private boolean endedDuringPause() {
        try {
            return ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // The work sees the interruption, too, and ends.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it: the work is not begun again. */
    void end() {
        ended.countDown();
    }

    private void failed(Throwable e) {
        lastFailure = System.nanoTime();
        failures.incrementAndGet();
        try {
            lastError = e.toString();
            LOGGER.log(Level.SEVERE, "the thread " + name + " failed and is begun again: " + e, e);
        } catch (RuntimeException | Error again) {
            lastError = "not enough memory";
        }
    }

    ThreadHealth health() {
        boolean failing = failures.get() > 0 && System.nanoTime() - lastFailure < RECENT.toNanos();
        return new ThreadHealth(name, !failing, failures.get(), lastError);
    }
}
