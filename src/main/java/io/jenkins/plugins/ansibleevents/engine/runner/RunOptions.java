package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Name, limits and record of a run.
 *
 * @param ident the run's ident in events and artifacts: letters, digits, {@code . _ -}, not starting with a dot
 * @param jobTimeout the longest time for the run; zero for no limit
 * @param idleTimeout the longest time without display text and without events; zero for no limit
 * @param grace time for the run's processes between TERM and KILL
 * @param capture the events that are recorded, and the part of each that is
 * @param privateDirectoryParent the directory for its private directory; null for the host's temporary files
 * @param patience zero for a run that ends with whoever has started it; else the run is held: it goes on without that
 *     one, can be taken up again by its {@link RunTicket}, and ends when nobody has been there for this time. In seconds,
 *     at least 30
 * @param fixed directories in which others write by their paths while the run goes on
 */
public record RunOptions(
        String ident,
        Duration jobTimeout,
        Duration idleTimeout,
        Duration grace,
        CaptureOptions capture,
        @CheckForNull String privateDirectoryParent,
        Duration patience,
        List<FixedDirectory> fixed) {

    private static final Pattern IDENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");
    private static final DateTimeFormatter IDENT_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    /** The shortest patience of a held run: its host looks for its follower every few seconds. */
    public static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);

    public RunOptions {
        fixed = List.copyOf(fixed);
        if (!IDENT.matcher(ident).matches()) {
            throw new IllegalArgumentException("ident: must be 1 to 200 letters, digits, '.', '_' or '-', "
                    + "not starting with a dot, is \"" + ident + "\"");
        }
        notNegative("jobTimeout", jobTimeout);
        notNegative("idleTimeout", idleTimeout);
        notNegative("grace", grace);
        if (!patience.isZero() && patience.compareTo(LEAST_PATIENCE) < 0) {
            throw new IllegalArgumentException("patience: must be at least " + LEAST_PATIENCE.toSeconds() + " s, is "
                    + patience.toSeconds() + " s");
        }
    }

    /** An ident made of the time, no timeouts, ten seconds of grace. */
    public static RunOptions defaults() {
        return new RunOptions(
                freshIdent(),
                Duration.ZERO,
                Duration.ZERO,
                DEFAULT_GRACE,
                CaptureOptions.defaults(),
                null,
                Duration.ZERO,
                List.of());
    }

    /** The time in UTC, to the millisecond, so that idents sort by it, and a random word. */
    private static String freshIdent() {
        return IDENT_TIME.format(Instant.now()) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    public RunOptions withIdent(String value) {
        return new RunOptions(value, jobTimeout, idleTimeout, grace, capture, privateDirectoryParent, patience, fixed);
    }

    public RunOptions withJobTimeout(Duration value) {
        return new RunOptions(ident, value, idleTimeout, grace, capture, privateDirectoryParent, patience, fixed);
    }

    public RunOptions withIdleTimeout(Duration value) {
        return new RunOptions(ident, jobTimeout, value, grace, capture, privateDirectoryParent, patience, fixed);
    }

    public RunOptions withGrace(Duration value) {
        return new RunOptions(ident, jobTimeout, idleTimeout, value, capture, privateDirectoryParent, patience, fixed);
    }

    public RunOptions withPrivateDirectoryParent(@CheckForNull String value) {
        return new RunOptions(ident, jobTimeout, idleTimeout, grace, capture, value, patience, fixed);
    }

    public RunOptions withCapture(CaptureOptions value) {
        return new RunOptions(ident, jobTimeout, idleTimeout, grace, value, privateDirectoryParent, patience, fixed);
    }

    public RunOptions withPatience(Duration value) {
        return new RunOptions(ident, jobTimeout, idleTimeout, grace, capture, privateDirectoryParent, value, fixed);
    }

    public RunOptions withFixed(List<FixedDirectory> value) {
        return new RunOptions(ident, jobTimeout, idleTimeout, grace, capture, privateDirectoryParent, patience, value);
    }

    /** Whether the run goes on without whoever has started it. */
    public boolean isHeld() {
        return !patience.isZero();
    }

    private static void notNegative(String option, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(option + ": must not be negative, is " + value.toSeconds() + " s");
        }
    }
}
