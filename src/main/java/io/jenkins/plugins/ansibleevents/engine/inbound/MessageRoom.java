package io.jenkins.plugins.ansibleevents.engine.inbound;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory for messages that are being checked. A parsed body takes many times its size, and every thread may check
 * one. A request that finds no room waits for a while. Small bodies do not count.
 *
 * <p>Safe for use by several threads.
 */
final class MessageRoom {

    private static final int SMALL_BYTES = 16 << 10;
    private static final int UNIT = 1 << 10;

    /** A list of numbers of one digit, the worst there is, takes about so many times its text. */
    private static final int TREE = 16;

    private final Semaphore units;
    private final int all;
    private final Duration patience;

    /** With so many bytes; a request waits so long for room. */
    MessageRoom(long bytes, Duration patience) {
        this.all = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT));
        this.units = new Semaphore(all, true);
        this.patience = patience;
    }

    /** Whether a body of this size counts. */
    static boolean isNeededFor(int bodyBytes) {
        return bodyBytes > SMALL_BYTES;
    }

    /**
     * Waits for room for a body.
     *
     * @return ends the use of the room
     * @throws Refusal when there is none in time
     */
    Runnable enter(int bodyBytes) throws Refusal {
        if (!isNeededFor(bodyBytes)) {
            return () -> {};
        }
        // The largest one has all of it, alone.
        int needed = (int) Math.min(all, (long) bodyBytes * TREE / UNIT);
        try {
            if (!units.tryAcquire(needed, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusal.busy("no memory to check another message of " + bodyBytes + " bytes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.busy("it is being stopped");
        }
        return () -> units.release(needed);
    }
}
