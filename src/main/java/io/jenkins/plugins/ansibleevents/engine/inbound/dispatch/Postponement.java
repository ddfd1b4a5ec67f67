package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.HeldMessage.Failure;
import java.time.Duration;

/**
 * How long a run is postponed that cannot begin now, for a reason that can pass by itself: a second, then twice as long
 * each time up to a minute, and for an hour in all.
 */
final class Postponement {

    private static final long LONGEST_SECONDS = 60;

    /** The six pauses below a minute make one together, each further one makes another. */
    private static final int MOST = 65;

    private Postponement() {}

    /**
     * The next pause, or the end.
     *
     * @param times how often in a row it was postponed before
     * @param reason why it cannot begin now
     */
    static Failure next(int times, String reason) {
        if (times >= MOST) {
            return Failure.forGood(reason + " It was postponed " + times + " times in an hour.");
        }
        Duration pause = pause(times);
        return Failure.untilLater(reason + " Postponed for " + pause.toSeconds() + " s.", pause);
    }

    private static Duration pause(int times) {
        return Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1L << Math.min(times, 6)));
    }
}
