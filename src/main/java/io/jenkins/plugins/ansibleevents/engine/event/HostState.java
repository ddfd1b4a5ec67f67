package io.jenkins.plugins.ansibleevents.engine.event;

import java.util.Arrays;
import java.util.Locale;

/**
 * How a host came through a run, the worst first: {@code docs/events.md}, "How hosts and results are counted". Failures that
 * were rescued or ignored make no host bad.
 */
public enum HostState {
    FAILED('f'),
    UNREACHABLE('u'),
    CHANGED('c'),
    OK('o');

    private final char letter;

    HostState(char letter) {
        this.letter = letter;
    }

    /** The state of a host with these numbers. */
    public static HostState of(HostTally.Numbers numbers) {
        if (numbers.failed() > 0) {
            return FAILED;
        }
        if (numbers.unreachable() > 0) {
            return UNREACHABLE;
        }
        return numbers.changed() > 0 ? CHANGED : OK;
    }

    /** The state of a letter; {@link #OK} for one that is not known. */
    public static HostState of(String letter) {
        return Arrays.stream(values())
                .filter(state -> letter.length() == 1 && state.letter == letter.charAt(0))
                .findFirst()
                .orElse(OK);
    }

    /** The letter of the state in files and documents. */
    public char letter() {
        return letter;
    }

    /** The name in documents, for example {@code failed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isBad() {
        return this == FAILED || this == UNREACHABLE;
    }
}
