package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.text.VisibleText;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The end of a run on a terminal: hosts with the failed first and why, then where everything is. */
final class RecapTable {

    /** Beyond this many rows hosts without failures are counted, not listed. */
    private static final int ROWS = 40;

    private static final int LONGEST_HOST = 40;

    private static final Object[] HEADINGS = {
        "ok", "changed", "failed", "unreachable", "rescued", "ignored", "skipped", "time"
    };

    /** The widths of the columns behind the host's, with the blanks before them. */
    private static final int[] WIDTHS = {7, 9, 8, 13, 9, 9, 9, 10};

    private final Terminal terminal;

    RecapTable(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The whole end of the run, on standard output. */
    void print(RunEnd end) {
        PrintStream out = terminal.out();
        List<Recap.Host> hosts = end.recap().hosts();
        out.println();
        if (!hosts.isEmpty()) {
            table(out, hosts);
            out.println();
        }
        end.lastWords().summary().forEach(out::println);
        end.lastWords().warnings().forEach(out::println);
        out.println(colour(end.successful() ? "32" : "31", end.result().status().wireName()) + " in "
                + seconds(end.result().duration().toMillis() / 1000.0) + ", "
                + Quantity.of(end.result().events(), "event") + ": " + VisibleText.line(inWords(end)));
        places(end).forEach(out::println);
        out.flush();
    }

    /** Only what went wrong, on standard error. */
    void complain(RunEnd end) {
        if (!end.successful()) {
            complainOfRun(end);
        }
        end.lastWords().warnings().forEach(terminal::complain);
    }

    private void complainOfRun(RunEnd end) {
        for (Recap.Host host : end.recap().hosts()) {
            if (!host.isGood()) {
                terminal.detail(VisibleText.line(host.name()) + ": " + why(host));
            }
        }
        terminal.complain(end.result().status().wireName() + " (exit code "
                + end.result().rc() + "): " + VisibleText.line(inWords(end)));
        places(end).forEach(terminal::complain);
    }

    /** The paths of the run's files; the report's, unless the disk was full. */
    private static List<String> places(RunEnd end) {
        String artifacts = "artifacts: " + end.directory().path();
        Path report = end.directory().report();
        return Files.isRegularFile(report) ? List.of(artifacts, "report: " + report) : List.of(artifacts);
    }

    private void table(PrintStream out, List<Recap.Host> hosts) {
        int width = hosts.stream()
                .mapToInt(host -> Columns.of(VisibleText.line(host.name())))
                .max()
                .orElse(4);
        int column = Math.min(Math.max(width, 4), LONGEST_HOST);
        out.println(colour("1", line(column, "host", HEADINGS)));
        int row = 0;
        for (Recap.Host host : hosts) {
            if (row++ < ROWS || !host.isGood()) {
                row(out, host, column);
            }
        }
        long left = hosts.stream().skip(ROWS).filter(host -> host.isGood()).count();
        if (left > 0) {
            out.println("and " + Quantity.of(left, "more host") + " without failures, see recap.json");
        }
    }

    private void row(PrintStream out, Recap.Host host, int column) {
        String counts = line(
                column,
                host.name(),
                host.ok(),
                host.changed(),
                host.failed(),
                host.unreachable(),
                host.rescued(),
                host.ignored(),
                host.skipped(),
                seconds(host.seconds()));
        String colour = !host.isGood() ? "31" : host.changed() > 0 ? "33" : "32";
        counts.lines().map(line -> colour(colour, line)).forEach(out::println);
        if (!host.isGood()) {
            out.println("  " + why(host));
        }
    }

    /** A name that is longer than its column has a line of its own, so that the numbers stay below their headings. */
    private static String line(int column, String host, Object... cells) {
        String name = VisibleText.line(host);
        int room = column - Columns.of(name);
        var line = new StringBuilder(name).append(room < 0 ? "\n" + " ".repeat(column) : " ".repeat(room));
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].toString();
            line.append(" ".repeat(Math.max(1, WIDTHS[i] - cell.length()))).append(cell);
        }
        return line.toString();
    }

    private static String why(Recap.Host host) {
        Recap.Failure failure = host.firstFailure();
        if (failure == null) {
            return "failed";
        }
        String what = "\"" + failure.task() + "\" " + (host.failed() > 0 ? "failed" : "unreachable") + ": ";
        String where = failure.path().isEmpty() ? "" : " (" + failure.path() + ")";
        return VisibleText.line(what + failure.message() + where);
    }

    /** The outcome in words; of a success, the number of changed hosts. */
    private static String inWords(RunEnd end) {
        RunOutcome.Kind kind = end.result().outcome().kind();
        if (kind == RunOutcome.Kind.SUCCESSFUL) {
            return changes(end.recap().hosts(), end.isCheck());
        }
        return end.result().outcome().sentence();
    }

    private static String changes(List<Recap.Host> hosts, boolean isCheck) {
        long changed = hosts.stream().filter(host -> host.changed() > 0).count();
        return Quantity.of(hosts.size(), "host") + ", " + changed
                + (isCheck ? " would change (check mode)" : " changed");
    }

    /** Rounded as a whole, so that 119.7 s are two minutes. */
    static String seconds(double seconds) {
        long whole = Math.round(seconds);
        return seconds < 59.95
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : whole / 60 + ":" + (whole % 60 < 10 ? "0" : "") + whole % 60 + " min";
    }

    private String colour(String code, String text) {
        return terminal.colours() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
