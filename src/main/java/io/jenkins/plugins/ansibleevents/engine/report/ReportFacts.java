package io.jenkins.plugins.ansibleevents.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.record.CommandFile;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Facts about the run as a whole, from the small files of its directory.
 *
 * @param ident the run's ident
 * @param status its status as written, {@code unknown} when there is none
 * @param rc its exit code, empty when it has none
 * @param outcome how it ended in a sentence, empty when unknown
 * @param command the redacted command line, empty when unknown
 * @param ansible which Ansible it was, or null
 * @param findings what is missing, in sentences
 * @param notices further sentences for an operator
 */
record ReportFacts(
        String ident,
        String status,
        String rc,
        String outcome,
        String command,
        @CheckForNull AnsibleInfo ansible,
        List<String> findings,
        List<String> notices) {

    /** The facts of a run that is being closed: its manifest is not written yet. */
    static ReportFacts of(RunDirectory run, Manifest manifest) throws IOException {
        return new ReportFacts(
                manifest.ident(),
                manifest.status(),
                Integer.toString(manifest.rc()),
                manifest.outcome().sentence(),
                command(run, manifest.ident()),
                manifest.ansible(),
                manifest.problems(),
                manifest.notices());
    }

    /** The facts of a run directory in any state, also after a kill. */
    static ReportFacts read(RunDirectory run, List<String> findings) throws IOException {
        Manifest manifest = Manifest.read(run);
        if (manifest != null) {
            return of(run, manifest.withProblems(findings));
        }
        String ident = String.valueOf(run.path().toAbsolutePath().normalize().getFileName());
        String status = text(run.status(), "unknown");
        return new ReportFacts(ident, status, text(run.rc(), ""), "", command(run, ident), null, findings, List.of());
    }

    /** Whether the run as a whole did not succeed. */
    boolean failed() {
        return !status.equals("successful") && !status.equals("running") && !status.equals("starting");
    }

    private static String text(Path file, String absent) throws IOException {
        return Files.isRegularFile(file) ? Files.readString(file).strip() : absent;
    }

    private static String command(RunDirectory run, String ident) throws IOException {
        return String.join(" ", CommandFile.read(run, ident).command());
    }
}
