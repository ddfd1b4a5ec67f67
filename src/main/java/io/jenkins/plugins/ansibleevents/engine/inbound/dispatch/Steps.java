package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/**
 * Works on small steps one after the other, many of them in one task of an executor of one thread: a task each would
 * cost more than the step. After some it lets the executor's other tasks have their turn.
 */
final class Steps {

    private static final Logger LOGGER = Logger.getLogger(Steps.class.getName());

    /** Some milliseconds of work, by which a timer may be late. */
    private static final int AT_ONCE = 1_000;

    private final Executor thread;
    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Steps(Executor thread) {
        this.thread = thread;
    }

    /** Adds a step, which must not throw. After the end of the executor it is left undone. */
    void add(Runnable step) {
        steps.add(step);
        if (!schedule()) {
            LOGGER.fine("after the end: what is not settled comes again");
        }
    }

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
}
