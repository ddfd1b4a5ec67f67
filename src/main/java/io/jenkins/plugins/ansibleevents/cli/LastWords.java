package io.jenkins.plugins.ansibleevents.cli;

import java.util.List;
import java.util.stream.Stream;

/**
 * Lines for the end of a run's display.
 *
 * @param summary what was done
 * @param warnings what was not; these are shown, too, where only errors are
 */
record LastWords(List<String> summary, List<String> warnings) {

    static final LastWords NONE = new LastWords(List.of(), List.of());

    LastWords {
        summary = List.copyOf(summary);
        warnings = List.copyOf(warnings);
    }

    LastWords and(LastWords more) {
        return new LastWords(joined(summary, more.summary), joined(warnings, more.warnings));
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
