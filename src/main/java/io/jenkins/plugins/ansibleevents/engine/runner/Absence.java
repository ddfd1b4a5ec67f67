package io.jenkins.plugins.ansibleevents.engine.runner;

import java.time.Duration;

/**
 * The time for which the host of a held run cannot be reached. The run goes on there, and so the host is tried again, with
 * growing pauses.
 *
 * <p>Not safe for use by several threads.
 */
final class Absence {

    private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(250).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private boolean away;
    private long sinceNanos;
    private long pauseNanos;

    boolean isAway() {
        return away;
    }

    /** The host could not be reached; whether that is new. */
    boolean begin() {
        if (away) {
            pauseNanos = Math.min(LONGEST_PAUSE_NANOS, pauseNanos * 3 / 2);
            return false;
        }
        away = true;
        sinceNanos = System.nanoTime();
        pauseNanos = SHORTEST_PAUSE_NANOS;
        return true;
    }

    void end() {
        away = false;
    }

    long pauseNanos() {
        return pauseNanos;
    }

    /** How long it has lasted. */
    Duration length() {
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }
}
