package io.jenkins.plugins.ansibleevents.engine.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.record.CommandFile;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the small files of a record say of the run as a whole.
 *
 * @param manifest null while the run goes on, and after a kill
 * @param status its status as written, {@code unknown} when there is none
 * @param rc its exit code, or null
 * @param starting command line and directory; empty when unknown
 * @param problems what is missing, in sentences
 */
record RunFacts(
        @CheckForNull Manifest manifest,
        String status,
        @CheckForNull Integer rc,
        StatusEvent starting,
        List<String> problems) {

    /** Longer ones are no texts of a run directory. */
    private static final int LONGEST = 100;

    static RunFacts read(RunFiles files) throws IOException {
        Manifest manifest = null;
        if (files.size(RunDirectory.MANIFEST) >= 0) {
            try (InputStream in = files.open(RunDirectory.MANIFEST, 0)) {
                manifest = Manifest.read(in);
            }
        }
        return of(files, manifest);
    }

    /** The facts of a run whose manifest is known, on disk or not. */
    static RunFacts of(RunFiles files, @CheckForNull Manifest manifest) throws IOException {
        StatusEvent starting = starting(files);
        if (manifest != null) {
            return new RunFacts(manifest, manifest.status(), manifest.rc(), starting, problems(files, manifest));
        }
        String status = text(files, "status");
        return new RunFacts(
                null, status.isEmpty() ? "unknown" : status, number(text(files, "rc")), starting, List.of());
    }

    /** The same with other problems, of somebody who has looked closer. */
    RunFacts withProblems(List<String> others) {
        return new RunFacts(manifest, status, rc, starting, List.copyOf(others));
    }

    private static List<String> problems(RunFiles files, Manifest manifest) throws IOException {
        long bytes = files.size(RunDirectory.EVENTS);
        if (bytes < 0 || bytes == manifest.bytes() || !manifest.problems().isEmpty()) {
            return manifest.problems();
        }
        return List.of("events.jsonl has " + bytes + " bytes, the manifest says " + manifest.bytes()
                + ": it has been changed since the run");
    }

    private static StatusEvent starting(RunFiles files) throws IOException {
        if (files.size("command") <= 0) {
            return StatusEvent.starting(files.ident(), com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        }
        try (InputStream in = files.open("command", 0)) {
            return CommandFile.read(in, files.ident());
        }
    }

    private static String text(RunFiles files, String name) throws IOException {
        if (files.size(name) < 0) {
            return "";
        }
        try (InputStream in = files.open(name, 0)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        }
    }

    private static @CheckForNull Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    boolean isFinal() {
        return manifest != null;
    }

    String ident(RunFiles files) {
        return manifest == null ? files.ident() : manifest.ident();
    }

    /** How the run ended in a sentence; empty when unknown. */
    String sentence() {
        return manifest == null ? "" : manifest.outcome().sentence();
    }
}
