package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A failure that repeats while its cause lasts, such as a write to a full disk. The log has one line when it begins and
 * one when it is over, with the number of failures, instead of a line for each.
 *
 * <p>Safe for use by several threads.
 */
public final class Outage {

    /** When the failures began, and how many there were. */
    private record Spell(Instant since, long failures) {}

    private final Logger logger;
    private final String failing;
    private final String over;
    private final Clock clock;
    private final AtomicReference<Spell> spell = new AtomicReference<>();

    /**
     * Nothing has failed yet.
     *
     * @param failing the failure, as a sentence without its end: "messages cannot be stored"
     * @param over its end, likewise: "messages are stored again"
     */
    public Outage(Logger logger, String failing, String over, Clock clock) {
        this.logger = logger;
        this.failing = failing;
        this.over = over;
        this.clock = clock;
    }

    /**
     * It has failed.
     *
     * @param why the cause, for the log
     * @param isSaid whether the cause is in the log already; then only the end is logged here
     */
    public void failed(String why, boolean isSaid) {
        Spell before = spell.getAndUpdate(
                now -> now == null ? new Spell(clock.instant(), 1) : new Spell(now.since, now.failures + 1));
        logger.log(before == null && !isSaid ? Level.WARNING : Level.FINE, () -> failing + ": " + why);
    }

    /** It has worked. Costs one read of memory while all is well. */
    public void worked() {
        if (spell.get() == null) {
            return;
        }
        Spell ended = spell.getAndSet(null);
        if (ended != null) {
            logger.info(() -> over + "; failed " + ended.failures + (ended.failures == 1 ? " time" : " times")
                    + " since " + ended.since.truncatedTo(ChronoUnit.SECONDS));
        }
    }
}
