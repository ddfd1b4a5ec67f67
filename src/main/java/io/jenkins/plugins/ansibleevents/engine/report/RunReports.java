package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.record.ArtifactFiles;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RecapFile;
import io.jenkins.plugins.ansibleevents.engine.record.Reports;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectoryException;
import io.jenkins.plugins.ansibleevents.engine.record.Verification;
import io.jenkins.plugins.ansibleevents.engine.view.RunFiles;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;

/** Draws the files that follow from the events; they can be drawn again at any time, also for a killed run. */
public final class RunReports {

    private static final Set<String> NOT_FAILED = Set.of("successful", "running", "starting");

    private RunReports() {}

    /**
     * Draws {@code recap.json}, {@code junit.xml} and {@code report.html} of a run again.
     *
     * @return the result of the check of the run directory, which the report shows too
     * @throws RunDirectoryException when it is no run directory, or its manifest is of another version
     */
    public static Verification redraw(RunDirectory run) throws IOException {
        if (!run.events().toFile().isFile()) {
            throw new RunDirectoryException(run.path() + " is not a run directory: there is no events.jsonl in it");
        }
        Verification found = Manifest.verify(run.path());
        Manifest manifest = Manifest.read(run);
        try (RunView view = RunView.ofEnded(RunFiles.of(run), manifest, found.findings())) {
            if (manifest != null && view.hasOwnIndex()) { // otherwise somebody may be writing it
                ArtifactFiles.real().put(run.index(), view::writeIndex);
            }
            write(run, manifest == null ? status(run) : manifest.status(), view, ArtifactFiles.real());
            if (view.hasAllData() || !Files.exists(run.recap())) { // without all data, the present recap knows more
                ArtifactFiles.real().replace(run.recap(), out -> RecapFile.write(view.recap(), out));
            }
        }
        return found;
    }

    /** As {@link Reports#draw}: {@code junit.xml} and {@code report.html}. */
    public static void draw(RunDirectory run, Manifest manifest, ArtifactFiles files) throws IOException {
        try (RunView view = RunView.ofEnded(RunFiles.of(run), manifest, manifest.problems())) {
            write(run, manifest.status(), view, files);
        }
    }

    private static void write(RunDirectory run, String status, RunView view, ArtifactFiles files) throws IOException {
        files.replace(run.junit(), out -> JUnitReport.write(view, !NOT_FAILED.contains(status), out));
        files.replace(run.report(), out -> HtmlReport.write(view, out));
    }

    /** Of a run that has no manifest, because it was killed or is still going on. */
    private static String status(RunDirectory run) throws IOException {
        return Files.isRegularFile(run.status())
                ? Files.readString(run.status()).strip()
                : "unknown";
    }
}
