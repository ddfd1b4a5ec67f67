package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The threads that all runs of this process share. A run holds one of them only while it has something to do. They are few as
 * long as hosts answer; when calls to hosts block, so that others have to wait, more are started, up to a bound. A thread
 * that has nothing to do for a while ends.
 */
final class RunThreads {

    private static final String NAME = "ansible-events runs";
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** A step that has waited that long for a thread gets one of its own. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    static final RunThreads SHARED = new RunThreads(2, 32);

    private final AtomicInteger number = new AtomicInteger();
    private final int few;
    private final int most;
    private final ScheduledThreadPoolExecutor clock;
    private final ThreadPoolExecutor workers;
    private @CheckForNull Runnable waiting;
    private boolean watching;

    RunThreads(int few, int most) {
        this.few = few;
        this.most = most;
        clock = new ScheduledThreadPoolExecutor(1, task -> thread(task, NAME + " clock"));
        clock.setRemoveOnCancelPolicy(true);
        endWhenIdle(clock);
        workers = new ThreadPoolExecutor(
                few,
                few,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                task -> thread(task, NAME + " " + number.incrementAndGet()));
        endWhenIdle(workers);
    }

    private static void endWhenIdle(ThreadPoolExecutor pool) {
        pool.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        pool.allowCoreThreadTimeOut(true);
    }

    /** A thread that has nothing from the one that happens to need it. */
    private static Thread thread(Runnable task, String name) {
        var thread = new Thread(null, task, name, 0, false);
        thread.setContextClassLoader(RunThreads.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Takes these steps, one after the other, each seeing what those before it have done, until one returns a negative number;
     * otherwise it returns the nanoseconds until the next one.
     *
     * @param step throws nothing
     */
    Turns start(LongSupplier step) {
        var turns = new Turns(step);
        turns.wake();
        return turns;
    }

    private synchronized void submit(Runnable step) {
        workers.execute(step);
        watch();
    }

    private void watch() {
        if (!watching) {
            watching = true;
            clock.schedule(this::adapt, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** One thread more when the same step still waits, one less when none waits. */
    private synchronized void adapt() {
        Runnable first = workers.getQueue().peek();
        int size = workers.getCorePoolSize();
        if (first == null) {
            resize(Math.max(few, size - 1));
        } else if (first == waiting) {
            resize(Math.min(most, size + 1));
        }
        waiting = first;
        watching = false;
        if (first != null || workers.getCorePoolSize() > few) {
            watch();
        }
    }

    /** The pool ends idle threads that are more than its maximum, and starts none beyond its core. */
    private void resize(int size) {
        if (size > workers.getMaximumPoolSize()) {
            workers.setMaximumPoolSize(size);
            workers.setCorePoolSize(size);
        } else if (size < workers.getCorePoolSize()) {
            workers.setCorePoolSize(size);
            workers.setMaximumPoolSize(size);
        }
    }

    /** How many threads there are. */
    int size() {
        return workers.getPoolSize();
    }

    /** The steps of one run. Safe for use by several threads. */
    final class Turns {

        private final LongSupplier step;
        private boolean busy;
        private boolean woken;
        private boolean over;
        private @CheckForNull Future<?> next;

        private Turns(LongSupplier step) {
            this.step = step;
        }

        /** Takes the next step now, or once more when one is being taken. */
        synchronized void wake() {
            if (over || busy) {
                woken = true;
                return;
            }
            if (next != null) {
                next.cancel(false);
                next = null;
            }
            busy = true;
            submit(this::take);
        }

        private void take() {
            long delay = step.getAsLong();
            synchronized (this) {
                busy = false;
                if (delay < 0) {
                    over = true;
                } else if (delay == 0 || woken) {
                    woken = false;
                    wake();
                } else {
                    next = clock.schedule(this::wake, delay, TimeUnit.NANOSECONDS);
                }
            }
        }
    }
}
