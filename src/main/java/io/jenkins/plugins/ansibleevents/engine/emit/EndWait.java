package io.jenkins.plugins.ansibleevents.engine.emit;

import java.time.Duration;

/** Whether a run's end should wait for a delivery that is not done. */
final class EndWait {

    private EndWait() {}

    /**
     * Not when nothing will be tried in that time, and not for a short wait that would be far too short: a receiver that is
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
        return inTime || wait.compareTo(EmitterSettings.DEFAULT_WAIT) > 0;
    }
}
