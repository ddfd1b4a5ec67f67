package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the {@link QueueHealth} of one queue and logs when it changes: going down once as a warning, coming back once.
 *
 * <p>Safe for use by several threads.
 */
public final class HealthRecord {

    private static final Logger LOGGER = Logger.getLogger(HealthRecord.class.getName());

    private final String queue;
    private final Outage outage;
    private volatile boolean broken;
    private final AtomicReference<QueueHealth> state = new AtomicReference<>(new QueueHealth(true, Instant.now(), ""));

    /** Health of the queue of this description. */
    public HealthRecord(String queue) {
        this.queue = queue;
        this.outage =
                new Outage(LOGGER, queue + " is down, it is tried again", queue + " works again", Clock.systemUTC());
    }

    /** As it is now; up until something has failed. */
    public QueueHealth get() {
        return state.get();
    }

    /** A call to the broker worked. */
    public void up() {
        QueueHealth old = state.get();
        if (!broken && !old.up() && state.compareAndSet(old, new QueueHealth(true, Instant.now(), old.lastError()))) {
            outage.worked();
        }
    }

    /** A damage that an administrator must repair: down for good, whatever else works. */
    public void broken(String error) {
        boolean before = broken;
        broken = true;
        state.getAndUpdate(h -> new QueueHealth(false, h.up() ? Instant.now() : h.since(), error));
        LOGGER.log(before ? Level.FINE : Level.SEVERE, error);
    }

    /** A call failed, and it was the broker's or the disk's fault. */
    public void down(String error) {
        QueueHealth old = state.getAndUpdate(h -> new QueueHealth(false, h.up() ? Instant.now() : h.since(), error));
        // A QueueException often begins with the queue's name, too.
        outage.failed(error.startsWith(queue + ": ") ? error.substring(queue.length() + 2) : error, !old.up());
    }
}
