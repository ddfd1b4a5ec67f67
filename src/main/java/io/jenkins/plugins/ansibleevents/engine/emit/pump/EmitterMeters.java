package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Figures of the emitters of a process, summed over its runs by the emitter's name. Safe for use by several threads. */
public final class EmitterMeters {

    /**
     * Figures of one emitter.
     *
     * @param sent messages the receivers have taken
     * @param retried attempts that failed and were repeated
     * @param refused messages that became dead letters
     * @param dropped messages dropped by the emitter's spool rules
     * @param kept messages left in the spool at the end of their run
     * @param waiting messages of runs that go on, including those that a filter will skip
     * @param breakers how many of these runs have their breaker in which state: {@code closed}, {@code open},
     *     {@code half_open}
     */
    public record Reading(
            long sent,
            long retried,
            long refused,
            long dropped,
            long kept,
            long waiting,
            SortedMap<String, Long> breakers) {

        private static final Reading ZERO = new Reading(0, 0, 0, 0, 0, 0, states());

        private static SortedMap<String, Long> states() {
            return new TreeMap<>(Map.of("closed", 0L, "open", 0L, "half_open", 0L));
        }

        private Reading plus(DeliveryProgress run) {
            var states = new TreeMap<>(breakers);
            states.merge(run.breaker(), 1L, Long::sum);
            return sum(run, kept, waiting + run.waiting(), states);
        }

        private Reading plusEnded(DeliveryProgress run) {
            return sum(run, kept + run.waiting(), waiting, breakers);
        }

        private Reading sum(DeliveryProgress run, long allKept, long allWaiting, SortedMap<String, Long> states) {
            return new Reading(
                    sent + run.sent(),
                    retried + run.retried(),
                    refused + run.refused(),
                    dropped + run.dropped(),
                    allKept,
                    allWaiting,
                    states);
        }
    }

    private final Set<RunDelivery> running = new HashSet<>();
    private final SortedMap<String, Reading> ended = new TreeMap<>();

    /** Adds a run whose delivery begins. */
    public synchronized void begun(RunDelivery run) {
        running.add(run);
    }

    /** Removes a run after {@link RunDelivery#finish} has returned. */
    public synchronized void ended(RunDelivery run) {
        if (running.remove(run)) {
            run.progress().forEach(p -> ended.put(p.emitter(), of(ended, p).plusEnded(p)));
        }
    }

    /** All emitters that a run of this process has had, by name. */
    public synchronized SortedMap<String, Reading> readings() {
        var all = new TreeMap<>(ended);
        running.forEach(run ->
                run.progress().forEach(p -> all.put(p.emitter(), of(all, p).plus(p))));
        return all;
    }

    private static Reading of(Map<String, Reading> readings, DeliveryProgress progress) {
        return readings.getOrDefault(progress.emitter(), Reading.ZERO);
    }
}
