package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Name, limits and record of a run.
 *
 * @param ident its name in events and artifacts: letters, digits, {@code . _ -}, not starting with a dot
 * @param jobTimeout the longest it may take; zero for no limit
 * @param idleTimeout the longest it may be silent, without display text and without events; zero for no limit
 * @param grace how long its processes have between TERM and KILL
 * @param capture which events are recorded, and how much of each
 * @param privateDirectoryParent where its private directory is made; null for the host's temporary files
 */
public record RunOptions(
        String ident,
        Duration jobTimeout,
        Duration idleTimeout,
        Duration grace,
        CaptureOptions capture,
        @CheckForNull String privateDirectoryParent) {

    private static final Pattern IDENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");
    private static final DateTimeFormatter IDENT_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    public RunOptions {
        if (!IDENT.matcher(ident).matches()) {
            throw new IllegalArgumentException("ident: must be 1 to 200 letters, digits, '.', '_' or '-', "
                    + "not starting with a dot, is \"" + ident + "\"");
        }
        notNegative("jobTimeout", jobTimeout);
        notNegative("idleTimeout", idleTimeout);
        notNegative("grace", grace);
    }

    /** An ident by the time, no timeouts, ten seconds of grace. */
    public static RunOptions defaults() {
        return new RunOptions(
                freshIdent(), Duration.ZERO, Duration.ZERO, DEFAULT_GRACE, CaptureOptions.defaults(), null);
    }

    /** The time in UTC, to the millisecond, by which idents sort, and a random word. */
    private static String freshIdent() {
        return IDENT_TIME.format(Instant.now()) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    public RunOptions withIdent(String value) {
        return new RunOptions(value, jobTimeout, idleTimeout, grace, capture, privateDirectoryParent);
    }

    public RunOptions withJobTimeout(Duration value) {
        return new RunOptions(ident, value, idleTimeout, grace, capture, privateDirectoryParent);
    }

    public RunOptions withIdleTimeout(Duration value) {
        return new RunOptions(ident, jobTimeout, value, grace, capture, privateDirectoryParent);
    }

    public RunOptions withGrace(Duration value) {
        return new RunOptions(ident, jobTimeout, idleTimeout, value, capture, privateDirectoryParent);
    }

    public RunOptions withPrivateDirectoryParent(@CheckForNull String value) {
        return new RunOptions(ident, jobTimeout, idleTimeout, grace, capture, value);
    }

    public RunOptions withCapture(CaptureOptions value) {
        return new RunOptions(ident, jobTimeout, idleTimeout, grace, value, privateDirectoryParent);
    }

    private static void notNegative(String option, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(option + ": must not be negative, is " + value.toSeconds() + " s");
        }
    }
}
