package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import java.time.Duration;

/** Whether a run's end should go on waiting for a delivery that is not done. */
public final class EndWait {

    /** An end that leaves the rest to others waits so long for a receiver that keeps up; it is not felt after a playbook. */
    public static final Duration BRIEF = Duration.ofSeconds(1);

    /** A receiver that takes nothing for so long is not waited for. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A receiver may take this many times as long as lately. */
    private static final int SLOWER = 3;

    private EndWait() {}

    /**
     * For an end that waits as long as the receiver takes messages.
     *
     * @param nextTry when the receiver is tried next, by {@link System#nanoTime}; now when it is being tried
     * @param lastSign when it has taken something last, or when the waiting began
     * @param patience how long it may take nothing
     * @param attempt how long its answers have taken lately
     */
    static boolean isTaken(long nextTry, long lastSign, Duration patience, Duration attempt) {
        long slowly = attempt.multipliedBy(SLOWER).toNanos();
        return nextTry - lastSign <= Math.max(patience.toNanos(), slowly);
    }

    /**
     * For an end that waits a fixed time. Not when nothing will be tried in that time, and not for a short wait that would be far too short: a receiver that is
     * slower than the run gets the rest later anyway.
     *
     * @param wait how long the end would wait
     * @param nanosToNextTry until the receiver is tried again, 0 for now
     * @param left messages that are not delivered
     * @param nanosEach what one has taken lately, 0 when none was delivered
     */
    static boolean isWorthwhile(Duration wait, long nanosToNextTry, long left, long nanosEach) {
        if (nanosToNextTry > wait.toNanos()) {
            return false;
        }
        boolean inTime = left <= 0 || nanosEach <= 2 * wait.toNanos() / left;
        return inTime || wait.compareTo(BRIEF) > 0;
    }
}
