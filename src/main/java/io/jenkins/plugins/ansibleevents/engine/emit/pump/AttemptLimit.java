package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Breaks off attempts that take too long. One timer serves all attempts, because a timer for each would wake a thread
 * each time. It checks the attempt under way at its deadline, and rests when there is none.
 */
final class AttemptLimit {

    private static final ScheduledExecutorService CLOCK =
            Executors.newSingleThreadScheduledExecutor(AttemptLimit::daemon);

    private final long nanos;
    private final Runnable breakOff;
    private @CheckForNull Thread attempting; // guarded by this, as all below
    private long deadline;
    private boolean exceeded;
    private boolean looking;

    /** @param breakOff called by another thread, after the attempt's thread was interrupted; must not wait */
    AttemptLimit(Duration longest, Runnable breakOff) {
        this.nanos = longest.toNanos();
        this.breakOff = breakOff;
    }

    /** Notes that the calling thread begins an attempt. */
    synchronized void begin() {
        attempting = Thread.currentThread();
        deadline = System.nanoTime() + nanos;
        exceeded = false;
        if (!looking) {
            looking = true;
            lookIn(nanos);
        }
    }

    /**
     * Notes that the attempt is over, and clears the interrupt that has broken it off.
     *
     * @return whether it took too long
     */
    synchronized boolean end() {
        attempting = null;
        if (exceeded) {
            Thread.interrupted();
        }
        return exceeded;
    }

    private synchronized void look() {
        long left = deadline - System.nanoTime();
        looking = left > 0;
        if (looking) {
            lookIn(left);
        } else if (attempting != null) {
            exceeded = true;
            attempting.interrupt();
            breakOff.run();
        }
    }

    private void lookIn(long wait) {
        CLOCK.schedule(this::look, wait, TimeUnit.NANOSECONDS);
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "ansible-events attempt limit");
        thread.setDaemon(true);
        return thread;
    }
}
