package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one thread that owns the state of a dispatcher; others hand it steps. Steps are done in their order, one at a
 * time; a step that fails is logged and holds up no other.
 *
 * <p>Every method may be called by any thread.
 */
final class DecidingThread implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(DecidingThread.class.getName());

    private static final long CLOSE_SECONDS = 5;

    /** Some milliseconds of work, by which a timer may be late. */
    private static final int AT_ONCE = 1_000;

    private final LivingThread living = new LivingThread("message dispatcher");
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, living);
    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    DecidingThread() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false); // or the end would wait for them
    }

    /** Does a step soon; not at all after the end. */
    void decide(Runnable step) {
        steps.add(() -> guarded(step));
        if (!schedule()) {
            LOGGER.fine("after the end: a message that is not settled is redelivered");
        }
    }

    /** Many steps are one task of the executor: a task for each would cost more than the step. */
    private boolean schedule() {
        try {
            if (scheduled.compareAndSet(false, true)) {
                thread.execute(this::work);
            }
            return true;
        } catch (RejectedExecutionException closed) {
            scheduled.set(false);
            return false;
        }
    }

    private void work() {
        scheduled.set(false);
        boolean more = true;
        while (more) {
            // When no other task can come any more, the rest is done in this one.
            more = someWereLeft() && !schedule();
        }
    }

    /** Returns after some steps, so that timers have their turn. */
    private boolean someWereLeft() {
        for (int i = 0; i < AT_ONCE; i++) {
            Runnable step = steps.poll();
            if (step == null) {
                return false;
            }
            step.run();
        }
        return true;
    }

    /** Does a step after this time. */
    void after(Duration time, Runnable step) {
        thread.schedule(() -> guarded(step), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does a step again and again, with this time in between. */
    void every(Duration time, Runnable step) {
        long millis = time.toMillis();
        thread.scheduleWithFixedDelay(() -> guarded(step), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Does something now, in the calling thread, and logs it when that fails. */
    static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.SEVERE, "a message could not be handled; it is redelivered when its lease ends", e);
        }
    }

    ThreadHealth health() {
        return living.health();
    }

    /** Does the steps that wait, for at most five seconds; later ones are left undone. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }
}
