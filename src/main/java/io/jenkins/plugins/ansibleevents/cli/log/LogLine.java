package io.jenkins.plugins.ansibleevents.cli.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A record as one line: time in UTC, level, text. Control characters are escaped, so that no text of a message looks
 * like a line of its own or moves the cursor of a terminal; known secrets are masked. The line has the message of an
 * exception, and the place of a mistake of the program. With {@code log: debug} the stack trace follows.
 */
public final class LogLine extends Formatter {

    private static final String OURS = "io.jenkins.plugins.ansibleevents";
    private static final int LONGEST = 4_000;
    private static final int FRAMES = 6;

    private static volatile Redactor redactor = Redactor.none();

    /** Masks these secrets in what is logged from now on. */
    public static void redactWith(Redactor secrets) {
        redactor = secrets;
    }

    @Override
    public String format(LogRecord entry) {
        var line = new StringBuilder(160)
                .append(entry.getInstant().truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(word(entry.getLevel()))
                .append(' ')
                .append(plain(Excerpt.of(source(entry.getLoggerName()) + formatMessage(entry) + why(entry), LONGEST)))
                .append('\n');
        if (entry.getThrown() != null && isDebug(entry)) {
            trace(entry.getThrown())
                    .lines()
                    .forEach(each -> line.append("    ").append(plain(each)).append('\n'));
        }
        return line.toString();
    }

    /** All of one width, so that texts stand below each other. */
    private static String word(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN ";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
    }

    /** The library that logs; nothing for our own texts, which name their subject. */
    private static String source(@CheckForNull String logger) {
        return logger == null || logger.isEmpty() || logger.startsWith(OURS)
                ? ""
                : logger.substring(logger.lastIndexOf('.') + 1) + ": ";
    }

    private String why(LogRecord entry) {
        Throwable thrown = entry.getThrown();
        if (thrown == null) {
            return "";
        }
        var why = new StringBuilder();
        String said = formatMessage(entry);
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            String words = at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
            if (!said.contains(words) && why.indexOf(words) < 0) {
                why.append(": ").append(words);
            }
        }
        if (thrown instanceof RuntimeException || thrown instanceof Error) {
            why.append(" [").append(thrown.getClass().getSimpleName());
            StackTraceElement[] frames = thrown.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                why.append(i == 0 ? " at " : " < ")
                        .append(frames[i].getFileName())
                        .append(':')
                        .append(frames[i].getLineNumber());
            }
            why.append(']');
        }
        return why.toString();
    }

    private static boolean isDebug(LogRecord entry) {
        String name = entry.getLoggerName();
        return name != null && Logger.getLogger(name).isLoggable(Level.FINE);
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String plain(String text) {
        String masked = redactor.redact(text);
        var plain = new StringBuilder(masked.length());
        masked.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                plain.appendCodePoint(c);
            } else if (c == '\n') {
                plain.append("\\n");
            } else {
                plain.append(String.format("\\u%04x", c));
            }
        });
        return plain.toString();
    }

    /** Neither a control character, nor one that turns the direction of writing or ends a line. */
    private static boolean isHarmless(int c) {
        int type = Character.getType(c);
        return c == '\t'
                || type != Character.CONTROL
                        && type != Character.FORMAT
                        && type != Character.SURROGATE
                        && type != Character.LINE_SEPARATOR
                        && type != Character.PARAGRAPH_SEPARATOR;
    }
}
