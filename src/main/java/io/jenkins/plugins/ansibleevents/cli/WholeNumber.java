package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.playbook.Mode;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number in the range of an option; anything else is refused with the range. */
abstract class WholeNumber implements ITypeConverter<Integer> {

    private final int min;
    private final int max;

    private WholeNumber(int min, int max) {
        this.min = min;
        this.max = max;
    }

    @Override
    public final Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // no number at all, or one with far too many digits: the same answer
        }
        throw new TypeConversionException(
                "must be a whole number from " + min + " to " + max + ", is \"" + text + "\"");
    }

    /** Hosts at the same time. */
    static final class Forks extends WholeNumber {
        Forks() {
            super(1, Mode.MAX_FORKS);
        }
    }

    /** Characters of a result. */
    static final class ResultSize extends WholeNumber {
        ResultSize() {
            super(CaptureOptions.LEAST_RESULT_SIZE, Integer.MAX_VALUE);
        }
    }

    /** Bytes of the events of a run, 0 for no limit. */
    static final class EventsSize extends WholeNumber {
        EventsSize() {
            super(0, Integer.MAX_VALUE);
        }
    }

    /** How many runs are kept, or for how many days; 0 for all. */
    static final class KeptRuns extends WholeNumber {

        static final int MAX = 1_000_000;

        KeptRuns() {
            super(0, MAX);
        }
    }
}
