package io.jenkins.plugins.ansibleevents.webhook.trigger;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Decides whether Jenkins takes another build now. While it does not, messages stay in the durable queue. Safe for use by
 * several threads.
 */
@Restricted(NoExternalUse.class)
public final class BackPressure {

    /** How many items the queue of Jenkins may have, unless it is set. */
    public static final int DEFAULT_QUEUE_LENGTH = 200;

    /** The length of the queue is asked for at most so often. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private volatile int maxQueueLength = DEFAULT_QUEUE_LENGTH;
    private volatile BooleanSupplier ready = () -> false;
    private volatile long lookedAt = System.nanoTime() - LOOK_NANOS;
    private volatile int length;

    /** Sets from how many items in the queue of Jenkins on it gets no more. */
    public void maxQueueLength(int items) {
        maxQueueLength = items;
    }

    /** Sets what must be true besides, for example that all jobs are loaded. */
    public void readyWhen(BooleanSupplier condition) {
        ready = condition;
    }

    boolean isHigh(long scheduled) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null
                || !ready.getAsBoolean()
                || jenkins.isQuietingDown()
                || jenkins.isTerminating()
                || scheduled >= maxQueueLength
                || queueLength(jenkins) >= maxQueueLength;
    }

    private int queueLength(Jenkins jenkins) {
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK_NANOS) {
            lookedAt = now;
            // Unlike getItems() it needs no permissions and makes no copies.
            length = jenkins.getQueue().getApproximateItemsQuickly().size();
        }
        return length;
    }
}
