package io.jenkins.plugins.ansibleevents.engine.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Times as people write them: a number, in seconds unless it has a unit. Exact to the millisecond; the rest is cut off.
 */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|d)?");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Durations() {}

    /**
     * Reads {@code 30} (seconds), {@code 500ms}, {@code 2.5s}, {@code 5m}, {@code 2h} or {@code 1d}.
     *
     * @param text at most 12 digits before the point and 9 behind it; blanks around it and before the unit are allowed
     * @return zero or more, never negative
     * @throws IllegalArgumentException when the text has another form; its message describes the right one
     */
    public static Duration parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a time such as 30s, 500ms, 5m or 2h, is \"" + text + "\"");
        }
        String unit = match.group(2) == null ? "s" : match.group(2);
        BigDecimal millis = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(MILLIS.get(unit)));
        return Duration.ofMillis(millis.longValue());
    }

    /** A time as people write it, in the largest unit up to hours that has no fraction: {@code 500ms}, {@code 24h}. */
    public static String text(Duration time) {
        long millis = time.toMillis();
        for (String unit : List.of("h", "m", "s")) {
            if (millis != 0 && millis % MILLIS.get(unit) == 0) {
                return millis / MILLIS.get(unit) + unit;
            }
        }
        return millis + "ms";
    }
}
