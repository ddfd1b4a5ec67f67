package io.jenkins.plugins.ansibleevents.cli;

import java.io.PrintStream;

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

    Terminal {
        out = out instanceof VisibleStream ? out : new VisibleStream(out);
        err = err instanceof VisibleStream ? err : new VisibleStream(err);
    }

    /** The process's own; {@code bin/ansible-events} says whether it is a terminal, which Java cannot tell reliably. */
    static Terminal ofProcess() {
        return new Terminal(
                System.out,
                System.err,
                Boolean.getBoolean("ansible-events.terminal"),
                Integer.getInteger("ansible-events.columns", DEFAULT_COLUMNS));
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
