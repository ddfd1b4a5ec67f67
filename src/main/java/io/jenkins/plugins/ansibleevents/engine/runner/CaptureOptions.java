package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The events of a run that are recorded, and the part of each that is. Immutable. Numbers out of range and unknown
 * names are refused with an {@link IllegalArgumentException} with the rule; callers put the name of their option before
 * it.
 *
 * @param eventData the events whose {@code event_data} is recorded
 * @param omittedEvents event types that are not recorded, for example {@code runner_on_start}; never one of
 *     {@link EventType#ALWAYS_RECORDED}
 * @param maxResultSize a result whose JSON has more characters is replaced by its size, its hash and the few keys that
 *     give its outcome; at least {@link #LEAST_RESULT_SIZE}
 * @param shortenFacts whether results of fact gathering are shortened in the same way, whatever their size
 * @param maxEventsSize when the events of a run have this many bytes, further results are shortened; events are never
 *     left out; 0 for no budget
 */
public record CaptureOptions(
        EventData eventData, Set<String> omittedEvents, int maxResultSize, boolean shortenFacts, long maxEventsSize) {

    /** ansible-runner's limit of a result. */
    public static final int DEFAULT_MAX_RESULT_SIZE = 700_000;

    /** The rest of a shortened result may have this length, too. */
    public static final int LEAST_RESULT_SIZE = 1_000;

    private static final CaptureOptions DEFAULTS =
            new CaptureOptions(EventData.ALL, Set.of(), DEFAULT_MAX_RESULT_SIZE, false, 0);

    /** The events whose {@code event_data} is recorded; for the others it is empty, as in ansible-runner. */
    public enum EventData {
        ALL,
        /** Those of {@link #ONLY_FAILED}: {@code --only-failed-event-data}. */
        FAILED,
        /** {@code --omit-event-data}, which wins over the other one. */
        NONE;

        /** The list of ansible-runner 2.4, in which an item has a name that no event has. */
        static final Set<String> ONLY_FAILED =
                Set.of(EventType.RUNNER_ON_FAILED, "runner_on_async_failed", "runner_on_item_failed");

        /** The meaning of the two options of ansible-runner together. */
        public static EventData of(boolean omit, boolean onlyFailed) {
            return omit ? NONE : onlyFailed ? FAILED : ALL;
        }

        boolean has(String eventType) {
            return this == ALL || this == FAILED && ONLY_FAILED.contains(eventType);
        }
    }

    public CaptureOptions {
        omittedEvents = Collections.unmodifiableSet(new TreeSet<>(omittedEvents));
        omittedEvents.forEach(CaptureOptions::mustBeOptional);
        if (maxResultSize < LEAST_RESULT_SIZE) {
            throw new IllegalArgumentException("must be at least " + LEAST_RESULT_SIZE + ", is " + maxResultSize);
        }
        if (maxEventsSize < 0) {
            throw new IllegalArgumentException("must be at least 0, is " + maxEventsSize);
        }
    }

    /** Everything is recorded, results up to ansible-runner's limit, no budget. */
    public static CaptureOptions defaults() {
        return DEFAULTS;
    }

    public CaptureOptions withEventData(EventData recorded) {
        return new CaptureOptions(recorded, omittedEvents, maxResultSize, shortenFacts, maxEventsSize);
    }

    /**
     * Checks the event types that a setting leaves out.
     *
     * @param types names of events
     * @throws IllegalArgumentException naming the first that is not known or is always recorded
     */
    public static void checkOmittedEvents(Collection<String> types) {
        types.forEach(CaptureOptions::mustBeOptional);
    }

    public CaptureOptions withOmittedEvents(Collection<String> types) {
        return new CaptureOptions(eventData, Set.copyOf(types), maxResultSize, shortenFacts, maxEventsSize);
    }

    public CaptureOptions withMaxResultSize(int chars) {
        return new CaptureOptions(eventData, omittedEvents, chars, shortenFacts, maxEventsSize);
    }

    public CaptureOptions withShortenFacts(boolean shorten) {
        return new CaptureOptions(eventData, omittedEvents, maxResultSize, shorten, maxEventsSize);
    }

    public CaptureOptions withMaxEventsSize(long bytes) {
        return new CaptureOptions(eventData, omittedEvents, maxResultSize, shortenFacts, bytes);
    }

    /** Whether events of this type are recorded. */
    boolean records(String eventType) {
        return !omittedEvents.contains(eventType);
    }

    /** The event as it is recorded. */
    EventLine recorded(EventLine event) throws EventFormatException {
        return eventData.has(event.head().event()) ? event : event.withoutData();
    }

    private static void mustBeOptional(String type) {
        if (!EventType.KNOWN.contains(type)) {
            throw new IllegalArgumentException("unknown event type '" + type + "'; known are " + EventType.KNOWN);
        }
        if (EventType.ALWAYS_RECORDED.contains(type)) {
            throw new IllegalArgumentException("events of type '" + type + "' cannot be left out");
        }
    }
}
