package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import java.time.Duration;

/** Whether a run's end should go on waiting for a delivery that is not done. */
public final class EndWait {

    /**
     * The wait for a receiver that keeps up, when others deliver the rest; it is too short to be felt after a playbook.
     */
    public static final Duration BRIEF = Duration.ofSeconds(1);

    /** The end stops waiting for a receiver that takes nothing for this time. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A receiver may need this many times as long as its recent answers. */
    private static final int SLOWER = 3;

    private EndWait() {}

    /**
     * Whether a receiver still takes messages, for an end that waits as long as this is true.
     *
     * @param nextTry when the receiver is tried next, by {@link System#nanoTime}; now when it is being tried
     * @param lastSign when it has last taken a message, or when the waiting began
     * @param patience how long it may take nothing
     * @param attempt the recent time for an answer
     */
    static boolean isTaken(long nextTry, long lastSign, Duration patience, Duration attempt) {
        long slowly = attempt.multipliedBy(SLOWER).toNanos();
        return nextTry - lastSign <= Math.max(patience.toNanos(), slowly);
    }

    /**
     * Whether a fixed wait at the end is worth its time. It is not when nothing will be tried in that time, or when a
     * short wait would be far too short: a receiver that is slower than the run gets the rest later anyway.
     *
     * @param wait how long the end would wait
     * @param nanosToNextTry until the receiver is tried again, 0 for now
     * @param left messages that are not delivered
     * @param nanosEach the recent time for one message, 0 when none was delivered
     */
    static boolean isWorthwhile(Duration wait, long nanosToNextTry, long left, long nanosEach) {
        if (nanosToNextTry > wait.toNanos()) {
            return false;
        }
        boolean inTime = left <= 0 || nanosEach <= 2 * wait.toNanos() / left;
        return inTime || wait.compareTo(BRIEF) > 0;
    }
}
