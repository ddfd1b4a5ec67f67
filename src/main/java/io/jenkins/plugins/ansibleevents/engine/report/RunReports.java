package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.record.ArtifactFiles;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RecapFile;
import io.jenkins.plugins.ansibleevents.engine.record.Reports;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectoryException;
import io.jenkins.plugins.ansibleevents.engine.record.Verification;
import java.io.IOException;
import java.nio.file.Files;

/** Draws the files that follow from the events; they can be drawn again at any time, also for a killed run. */
public final class RunReports {

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
        ReportData data = write(run, ReportFacts.read(run, found.findings()), ArtifactFiles.real());
        if (data.hasAllData() || !Files.exists(run.recap())) { // without all data, the present recap knows more
            ArtifactFiles.real().replace(run.recap(), out -> RecapFile.write(data.recap(), out));
        }
        return found;
    }

    /** As {@link Reports#draw}: {@code junit.xml} and {@code report.html}. */
    public static void draw(RunDirectory run, Manifest manifest, ArtifactFiles files) throws IOException {
        write(run, ReportFacts.of(run, manifest), files);
    }

    private static ReportData write(RunDirectory run, ReportFacts facts, ArtifactFiles files) throws IOException {
        RunEvents events = RunEvents.of(run.events());
        ReportData data = ReportData.gather(events, run.stderr(), ReportLimits.DEFAULT);
        files.replace(run.junit(), out -> JUnitReport.write(events, facts.failed(), out));
        files.replace(run.report(), out -> HtmlReport.write(facts, data, out));
        return data;
    }
}
