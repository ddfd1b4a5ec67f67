package io.jenkins.plugins.ansibleevents.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the command writes.
 *
 * @param out standard output
 * @param err standard error
 * @param interactive whether standard output is a terminal that somebody watches
 * @param columns its width
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive, int columns) {

    private static final int DEFAULT_COLUMNS = 80;

    /** The process's own; {@code bin/ansible-events} says whether it is a terminal, which Java cannot tell reliably. */
    static Terminal ofProcess() {
        return new Terminal(
                utf8(System.out),
                utf8(System.err),
                Boolean.getBoolean("ansible-events.terminal"),
                Integer.getInteger("ansible-events.columns", DEFAULT_COLUMNS));
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /** Whether colours are welcome. */
    boolean colours() {
        return interactive && System.getenv("NO_COLOR") == null;
    }

    /** A line on standard error. */
    void complain(String line) {
        err.println("ansible-events: " + line);
    }
}
