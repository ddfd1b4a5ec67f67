package io.jenkins.plugins.ansibleevents.step;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much of a run the log of a build shows. The record of the run has everything in each case. */
enum ConsoleMode {
    /** The display text of Ansible, as it comes. */
    FULL,
    /** A line for each task with its counts, and each host that failed or was not reached. */
    TASKS,
    /** Hosts that failed or were not reached, warnings and the sum of the recap. */
    FAILURES;

    /**
     * The mode of this name, whatever its case; {@link #FULL} for blanks.
     *
     * @throws IllegalArgumentException naming the choices, when there is none of this name
     */
    static ConsoleMode of(String name) {
        for (ConsoleMode mode : values()) {
            if (mode.option().equals(option(name))) {
                return mode;
            }
        }
        String choices = Arrays.stream(values()).map(ConsoleMode::option).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("must be one of " + choices + "; is \"" + name.strip() + "\"");
    }

    /** What a user has written, as it is saved. */
    static String option(String name) {
        String option = name.strip().toLowerCase(Locale.ROOT);
        return option.isEmpty() ? FULL.option() : option;
    }

    /** The name in the option {@code console} of a step. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
