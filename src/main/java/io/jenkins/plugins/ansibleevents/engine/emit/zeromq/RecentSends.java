package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import java.util.concurrent.TimeUnit;

/** When the last messages were sent, up to a limit: a broken connection may have lost these. */
final class RecentSends {

    /**
     * Older messages have reached the peer's library, because it has answered heartbeats that were sent behind them.
     * Three times the time of a heartbeat and its timeout.
     */
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long[] times;
    private long count;

    RecentSends(int limit) {
        this.times = new long[limit];
    }

    void add() {
        times[(int) (count++ % times.length)] = System.nanoTime();
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** When the last one was sent, by {@link System#nanoTime}; only when there is one. */
    long last() {
        return times[(int) ((count - 1) % times.length)];
    }

    void forgetLast() {
        count--;
    }

    /** How many messages were sent in the last minute before the loss began or after it; forgets all of them. */
    int forgetAll(long lostAt) {
        int recent = 0;
        for (long i = count - 1; i >= Math.max(0, count - times.length); i--) {
            if (times[(int) (i % times.length)] - lostAt < -WINDOW_NANOS) {
                break;
            }
            recent++;
        }
        count = 0;
        return recent;
    }
}
