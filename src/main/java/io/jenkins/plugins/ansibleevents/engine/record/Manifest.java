package io.jenkins.plugins.ansibleevents.engine.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code manifest.json}, the last file of a run: it says what {@code events.jsonl} must hold, so that a loss is
 * noticed.
 *
 * <pre>
 * {"version": 1,                       of this format; a reader refuses others
 *  "ident": "nightly-41",
 *  "status": "failed", "rc": 2,
 *  "outcome": {"kind": "hosts_failed", "sentence": "..."},   how it ended, for programs and for people
 *  "started": "2026-03-01T04:00:00Z", "finished": "2026-03-01T04:01:12Z",
 *  "events": 10230,                    lines of events.jsonl
 *  "last_counter": 10231,              highest counter seen, recorded or not
 *  "missing": 1,                       counters up to last_counter that are not in the file
 *  "missing_counters": [[512, 512]],   ranges, both ends included; at most 1 000 of them are listed
 *  "bytes": 7340032,                   length of events.jsonl
 *  "sha256": "9f86d0...",              of events.jsonl
 *  "problems": ["..."],                what could not be recorded, in sentences
 *  "notices": ["..."],                 what else an operator should read
 *  "ansible": {"core_version": "2.16.14", "executable": "/usr/bin/ansible-playbook", ...},  absent when unknown
 *  "ansible_events": "1.0.0"}          which version of the product recorded it
 * </pre>
 *
 * @param ident the run's ident
 * @param status how it ended, by ansible-runner's name
 * @param rc its exit code
 * @param outcome how it ended, as a kind and a sentence
 * @param started ISO 8601 time
 * @param finished ISO 8601 time
 * @param events number of events recorded
 * @param lastCounter highest counter seen
 * @param missing number of counters that are not in the file
 * @param missingCounters the first ranges of them
 * @param bytes length of {@code events.jsonl}
 * @param sha256 of {@code events.jsonl}, lower-case hex
 * @param problems what could not be recorded
 * @param notices what else an operator should read
 * @param ansible which Ansible it was, or null
 */
public record Manifest(
        String ident,
        String status,
        int rc,
        RunOutcome outcome,
        String started,
        String finished,
        long events,
        long lastCounter,
        long missing,
        List<Range> missingCounters,
        long bytes,
        String sha256,
        List<String> problems,
        List<String> notices,
        @CheckForNull AnsibleInfo ansible) {

    private static final int VERSION = 1;

    public Manifest {
        missingCounters = List.copyOf(missingCounters);
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
    }

    /**
     * The manifest of a run with the count of events that was kept while they were written; without problems, notices
     * and Ansible.
     */
    static Manifest of(
            String ident,
            RunStatus status,
            int rc,
            RunOutcome outcome,
            String started,
            String finished,
            EventTally tally) {
        return new Manifest(
                ident,
                status.wireName(),
                rc,
                outcome,
                started,
                finished,
                tally.events(),
                tally.gaps().last(),
                tally.gaps().missing(),
                tally.gaps().ranges(),
                tally.bytes(),
                tally.hex(),
                List.of(),
                List.of(),
                null);
    }

    /**
     * Compares a run directory with its manifest.
     *
     * @throws RunDirectoryException when the manifest cannot be read or is of another version
     * @throws IOException when {@code events.jsonl} cannot be read
     */
    public static Verification verify(Path runDirectory) throws IOException {
        return Verification.of(new RunDirectory(runDirectory));
    }

    /**
     * Reads the manifest of a run.
     *
     * @return null when there is none: the run was killed or is still going on
     * @throws RunDirectoryException when it cannot be read or is of another version
     */
    public static @CheckForNull Manifest read(RunDirectory run) throws RunDirectoryException {
        try {
            return fromJson(ArtifactJson.MAPPER.readTree(Files.readAllBytes(run.manifest())));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new RunDirectoryException(run.manifest() + " cannot be read: " + IoReason.of(e), e);
        }
    }

    /**
     * Reads a manifest that is not in a directory, as among the artifacts of a build.
     *
     * @param in the file; the caller closes it
     * @throws IOException when it cannot be read or is of another version
     */
    public static Manifest read(InputStream in) throws IOException {
        return fromJson(ArtifactJson.MAPPER.readTree(in));
    }

    private static Manifest fromJson(JsonNode json) throws IOException {
        if (json.path("version").asInt() != VERSION) {
            throw new IOException(
                    "version " + json.path("version").asText("?") + " is not known here, only " + VERSION + " is");
        }
        return new Manifest(
                json.path("ident").asText(),
                json.path("status").asText(),
                json.path("rc").asInt(),
                outcome(json.path("outcome")),
                json.path("started").asText(),
                json.path("finished").asText(),
                json.path("events").asLong(),
                json.path("last_counter").asLong(),
                json.path("missing").asLong(),
                ranges(json.path("missing_counters")),
                json.path("bytes").asLong(),
                json.path("sha256").asText(),
                texts(json.path("problems")),
                texts(json.path("notices")),
                ansible(json.path("ansible")));
    }

    private static RunOutcome outcome(JsonNode json) throws IOException {
        try {
            String kind = json.path("kind").asText().toUpperCase(Locale.ROOT);
            return new RunOutcome(
                    RunOutcome.Kind.valueOf(kind), json.path("sentence").asText());
        } catch (IllegalArgumentException e) {
            throw new IOException("its outcome is not known here", e);
        }
    }

    private static @CheckForNull AnsibleInfo ansible(JsonNode json) throws IOException {
        return json.isObject() ? AnsibleInfo.fromJson(ArtifactJson.MAPPER.writeValueAsBytes(json)) : null;
    }

    private static List<Range> ranges(JsonNode ranges) {
        var result = new ArrayList<Range>();
        for (JsonNode range : ranges) {
            result.add(new Range(range.path(0).asLong(), range.path(1).asLong()));
        }
        return result;
    }

    private static List<String> texts(JsonNode list) {
        var result = new ArrayList<String>();
        list.forEach(text -> result.add(text.asText()));
        return result;
    }

    /** The same, with these problems instead. */
    public Manifest withProblems(List<String> sentences) {
        return with(sentences, notices, ansible);
    }

    Manifest withNotices(List<String> sentences) {
        return with(problems, sentences, ansible);
    }

    Manifest withAnsible(@CheckForNull AnsibleInfo info) {
        return with(problems, notices, info);
    }

    private Manifest with(List<String> newProblems, List<String> newNotices, @CheckForNull AnsibleInfo newAnsible) {
        return new Manifest(
                ident,
                status,
                rc,
                outcome,
                started,
                finished,
                events,
                lastCounter,
                missing,
                missingCounters,
                bytes,
                sha256,
                newProblems,
                newNotices,
                newAnsible);
    }

    ObjectNode toJson() {
        ObjectNode json = ArtifactJson.MAPPER.createObjectNode();
        json.put("version", VERSION).put("ident", ident).put("status", status).put("rc", rc);
        json.putObject("outcome")
                .put("kind", outcome.kind().name().toLowerCase(Locale.ROOT))
                .put("sentence", outcome.sentence());
        json.put("started", started).put("finished", finished);
        json.put("events", events).put("last_counter", lastCounter).put("missing", missing);
        ArrayNode gaps = json.putArray("missing_counters");
        missingCounters.forEach(range -> gaps.addArray().add(range.from()).add(range.to()));
        json.put("bytes", bytes).put("sha256", sha256);
        problems.forEach(json.putArray("problems")::add);
        notices.forEach(json.putArray("notices")::add);
        if (ansible != null) {
            json.set("ansible", ArtifactJson.MAPPER.valueToTree(ansible));
        }
        return json.put("ansible_events", ProductVersion.get());
    }

    /**
     * A range of missing counters.
     *
     * @param from the first
     * @param to the last
     */
    public record Range(long from, long to) {
        @Override
        public String toString() {
            return from == to ? Long.toString(from) : from + "-" + to;
        }
    }
}
