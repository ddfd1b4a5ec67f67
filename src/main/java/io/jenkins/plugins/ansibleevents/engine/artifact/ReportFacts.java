package io.jenkins.plugins.ansibleevents.engine.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the report says of the run as a whole, from the small files of its directory.
 *
 * @param ident the run's ident
 * @param status its status as written, {@code unknown} when there is none
 * @param rc its exit code, empty when it has none
 * @param command the redacted command line, empty when unknown
 * @param ansible which Ansible it was
 * @param findings what is missing
 * @param recordedBy version of the product
 */
record ReportFacts(
        String ident,
        String status,
        String rc,
        String command,
        Map<String, String> ansible,
        List<String> findings,
        String recordedBy) {

    static ReportFacts read(RunDirectory run) throws IOException {
        Path name = run.path().toAbsolutePath().normalize().getFileName();
        Manifest manifest = Manifest.read(run);
        return new ReportFacts(
                manifest == null ? String.valueOf(name) : manifest.ident(),
                text(run.status(), "unknown"),
                text(run.rc(), ""),
                command(run.command()),
                manifest == null ? Map.of() : manifest.ansible(),
                List.of(),
                ProductVersion.get());
    }

    ReportFacts withFindings(List<String> sentences) {
        return new ReportFacts(ident, status, rc, command, ansible, List.copyOf(sentences), recordedBy);
    }

    ReportFacts withAnsible(Map<String, String> info) {
        return new ReportFacts(ident, status, rc, command, Map.copyOf(info), findings, recordedBy);
    }

    /** Whether the run as a whole did not succeed. */
    boolean failed() {
        return !status.equals("successful") && !status.equals("running") && !status.equals("starting");
    }

    private static String text(Path file, String absent) throws IOException {
        return Files.isRegularFile(file) ? Files.readString(file).strip() : absent;
    }

    private static String command(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        JsonNode json = ArtifactJson.MAPPER.readTree(Files.readAllBytes(file));
        var words = new ArrayList<String>();
        json.path("command").forEach(word -> words.add(word.asText()));
        return String.join(" ", words);
    }
}
