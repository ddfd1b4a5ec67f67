package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Where the command writes.
 *
 * @param out standard output
 * @param err standard error
 * @param interactive whether standard output is a terminal that somebody watches
 * @param columns its width
 * @param log takes lines about errors in place of standard error; null for standard error
 * @param notes takes them, too; null for nobody
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        boolean interactive,
        int columns,
        @CheckForNull Consumer<String> log,
        @CheckForNull Consumer<String> notes) {

    private static final int DEFAULT_COLUMNS = 80;

    Terminal {
        out = out instanceof VisibleStream ? out : new VisibleStream(out);
        err = err instanceof VisibleStream ? err : new VisibleStream(err);
    }

    Terminal(PrintStream out, PrintStream err, boolean interactive, int columns) {
        this(out, err, interactive, columns, null, null);
    }

    /** The process's own; {@code bin/ansible-events} says whether it is a terminal, which Java cannot tell reliably. */
    static Terminal ofProcess() {
        return new Terminal(
                System.out,
                System.err,
                Boolean.getBoolean("ansible-events.terminal"),
                Integer.getInteger("ansible-events.columns", DEFAULT_COLUMNS));
    }

    /** The same for one of several runs, whose errors are lines of a log. */
    Terminal withErrorsTo(Consumer<String> lines) {
        return new Terminal(out, err, interactive, columns, lines, notes);
    }

    /** The same, whose lines about errors somebody else gets, too. */
    Terminal noting(Consumer<String> lines) {
        return new Terminal(out, err, interactive, columns, log, lines);
    }

    /** Whether colours are welcome. */
    boolean colours() {
        return interactive && System.getenv("NO_COLOR") == null;
    }

    /** A sentence of ours about an error. */
    void complain(String line) {
        tell("ansible-events: ", line);
    }

    /** A line about an error that does not need our name in front. */
    void detail(String line) {
        tell("", line);
    }

    private void tell(String name, String line) {
        if (notes != null) {
            notes.accept(line);
        }
        if (log == null) {
            err.println(name + line);
        } else {
            log.accept(line);
        }
    }
}
