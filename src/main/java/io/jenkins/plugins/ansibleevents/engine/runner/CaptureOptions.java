package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a run is recorded. Immutable.
 *
 * @param leftOut event types that are not recorded, for example {@code runner_on_start}; never one of
 *     {@link EventType#ALWAYS_RECORDED}
 * @param maxResultChars a result whose JSON is longer than this many characters is replaced by its size, its hash and
 *     the few keys that say how it went; at least 1 000
 * @param elideFacts whether results of fact gathering are shortened in the same way, whatever their size
 * @param maxRunBytes when the events of a run have reached this many bytes, bodies of results are shortened from there
 *     on, events are never left out; 0 for no budget
 */
public record CaptureOptions(Set<String> leftOut, int maxResultChars, boolean elideFacts, long maxRunBytes) {

    /** ansible-runner's limit of a result. */
    public static final int DEFAULT_MAX_RESULT_CHARS = 700_000;

    private static final CaptureOptions DEFAULTS = new CaptureOptions(Set.of(), DEFAULT_MAX_RESULT_CHARS, false, 0);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and the rule it breaks
     */
    public CaptureOptions {
        leftOut = Collections.unmodifiableSet(new TreeSet<>(leftOut));
        leftOut.forEach(CaptureOptions::mustBeOptional);
        if (maxResultChars < 1_000) {
            throw new IllegalArgumentException("maximum size of a result < 1000: " + maxResultChars);
        }
        if (maxRunBytes < 0) {
            throw new IllegalArgumentException("size budget of a run < 0: " + maxRunBytes);
        }
    }

    /** Everything is recorded, results up to ansible-runner's limit, no budget. */
    public static CaptureOptions defaults() {
        return DEFAULTS;
    }

    public CaptureOptions withLeftOut(Set<String> types) {
        return new CaptureOptions(types, maxResultChars, elideFacts, maxRunBytes);
    }

    public CaptureOptions withMaxResultChars(int chars) {
        return new CaptureOptions(leftOut, chars, elideFacts, maxRunBytes);
    }

    public CaptureOptions withElideFacts(boolean elide) {
        return new CaptureOptions(leftOut, maxResultChars, elide, maxRunBytes);
    }

    public CaptureOptions withMaxRunBytes(long bytes) {
        return new CaptureOptions(leftOut, maxResultChars, elideFacts, bytes);
    }

    /** Whether events of this type are recorded. */
    public boolean records(String eventType) {
        return !leftOut.contains(eventType);
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
