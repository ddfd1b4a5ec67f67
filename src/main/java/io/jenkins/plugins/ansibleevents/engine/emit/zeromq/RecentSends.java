package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import java.util.concurrent.TimeUnit;

/** Counts what was sent within the last minute, up to a limit: what a broken connection may have lost. */
final class RecentSends {

    /** A healthy peer has read a message long before; one that is stuck stops us at the high-water mark. */
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long[] times;
    private long count;

    RecentSends(int limit) {
        this.times = new long[limit];
    }

    void add() {
        times[(int) (count++ % times.length)] = System.nanoTime();
    }

    int countAndForget() {
        long oldest = System.nanoTime() - WINDOW_NANOS;
        int recent = 0;
        for (long i = count - 1; i >= Math.max(0, count - times.length); i--) {
            if (times[(int) (i % times.length)] - oldest < 0) {
                break;
            }
            recent++;
        }
        count = 0;
        return recent;
    }
}
