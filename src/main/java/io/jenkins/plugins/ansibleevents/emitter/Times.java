package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import java.time.Duration;

/** Times in forms, such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 24h}. */
final class Times {

    private Times() {}

    /**
     * A time as it was written, or the default when nothing was.
     *
     * @throws IllegalArgumentException naming the option, when it is none, or zero
     */
    static String positive(String option, @CheckForNull String text, String absent) {
        String time = orZero(option, text, absent);
        if (Durations.parse(time).isZero()) {
            throw new IllegalArgumentException(option + ": must be longer than 0");
        }
        return time;
    }

    /** The same; zero has a meaning. */
    static String orZero(String option, @CheckForNull String text, String absent) {
        String given = Util.fixEmptyAndTrim(text);
        if (given == null) {
            return absent;
        }
        try {
            Durations.parse(given);
            return given;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    static Duration of(String checked) {
        return Durations.parse(checked);
    }

    /** For a field of a form; an empty one has its default. */
    static FormValidation check(String value) {
        try {
            orZero("", value, "0");
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(Messages.Times_form());
        }
    }
}
