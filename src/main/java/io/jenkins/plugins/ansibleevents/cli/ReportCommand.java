package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.Verification;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ansible-events report}: draws the reports of a run again. */
@Command(
        name = "report",
        description = {
            "Draws the reports of a run again, and says what is missing.",
            "",
            "It reads events.jsonl of the run, also of one that was killed, and writes report.html, junit.xml and"
                    + " recap.json."
        },
        exitCodeList = {
            "0:Every event of the run is there.",
            "1:Events are missing or have been changed; the reports say which.",
            "2:There is no such run directory."
        },
        footer = {"  ansible-events report ./demo/artifacts/nightly-41 -o /tmp/nightly-41.html"})
final class ReportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "RUN_DIR", description = "The run directory, <artifact-dir>/<ident>.")
    private Path directory;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Also copy the report to this file.")
    private Path output;

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Copies the report whole or not at all; a device or a pipe is written to, never replaced by a file. */
    private void copy(Path report) throws IOException {
        try {
            if (Files.exists(output) && !Files.isRegularFile(output)) {
                try (OutputStream to = Files.newOutputStream(output, StandardOpenOption.WRITE)) {
                    Files.copy(report, to);
                }
                return;
            }
            Path whole = output.toAbsolutePath();
            Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
            try {
                Files.copy(report, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new IOException("cannot write the report to " + output + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Integer call() throws IOException {
        var run = new RunDirectory(directory);
        Verification found = RunReports.redraw(run);
        if (output != null) {
            copy(run.report());
        }
        terminal.out().println(Quantity.of(found.events(), "event") + " read");
        found.findings().forEach(terminal.out()::println);
        terminal.out().println("report: " + (output == null ? run.report() : output));
        return found.complete() ? 0 : 1;
    }
}
