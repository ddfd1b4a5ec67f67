package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest.Range;
import java.util.ArrayList;
import java.util.List;

/** Which counters of a run are missing: ranges in rising order, both ends included. Not for use by several threads. */
final class CounterGaps {

    /** Most ranges to list; further ones are only counted, so that a damaged file cannot fill the memory. */
    private static final int NAMED = 1_000;

    private static final int NAMED_IN_WORDS = 5;

    private final List<Range> ranges = new ArrayList<>();
    private long missing;
    private long last;

    /** The gaps that a manifest has. */
    static CounterGaps of(Manifest manifest) {
        var gaps = new CounterGaps();
        gaps.ranges.addAll(manifest.missingCounters());
        gaps.missing = manifest.missing();
        gaps.last = manifest.lastCounter();
        return gaps;
    }

    /** Notes that a counter is present; those between it and the one before are missing. */
    void present(long counter) {
        if (counter > last + 1) {
            note(last + 1, counter - 1);
        }
        last = Math.max(last, counter);
    }

    /** Notes the last counter of the run: counters that have not appeared by now are missing. */
    void end(long lastCounter) {
        if (lastCounter > last) {
            note(last + 1, lastCounter);
            last = lastCounter;
        }
    }

    private void note(long from, long to) {
        missing += to - from + 1;
        if (ranges.size() < NAMED) {
            ranges.add(new Range(from, to));
        }
    }

    long missing() {
        return missing;
    }

    /** Highest counter seen or expected. */
    long last() {
        return last;
    }

    List<Range> ranges() {
        return List.copyOf(ranges);
    }

    /** For example {@code 1 of 10 231 events is missing (counter 512)}. */
    String inWords() {
        var names = new StringBuilder();
        for (Range range : ranges.subList(0, Math.min(NAMED_IN_WORDS, ranges.size()))) {
            names.append(names.isEmpty() ? "" : ", ").append(range);
        }
        if (ranges.size() > NAMED_IN_WORDS) {
            names.append(", ...");
        }
        boolean one = missing == 1;
        return Quantity.grouped(missing) + " of " + Quantity.grouped(last)
                + (one ? " events is missing (counter " : " events are missing (counters ") + names + ")";
    }
}
