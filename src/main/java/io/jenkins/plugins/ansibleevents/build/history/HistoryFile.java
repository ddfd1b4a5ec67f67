package io.jenkins.plugins.ansibleevents.build.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * {@code ansible-events-history.v1.json.gz} in the directory of a build: its runs as later builds are compared with them. It is
 * no artifact, so that it stays as long as the build. Some kilobytes; UTF-8, compressed by gzip:
 *
 * <pre>
 * {"version": 1,
 *  "runs": [{"ident": "nightly-41-1-ab12", "playbook": "site.yml", "limit": "web", "place": "Deploy / web",
 *            "started": 1770000000000, "took": 4120, "check": false, "status": "failed", "sentence": "...", "cut": 0,
 *            "hosts": [["web1", "f", [5, 2, 0, 1, 0, 0, 0], 2970, ["task", "message", "site.yml:81", 128]],
 *                      ["web2", "o", [6, 0, 0, 0, 0, 0, 0], 2100]],
 *            "tasks": [["task", "site.yml:81", 5070, 2970, 1, 1]]}]}
 * </pre>
 *
 * A host has its state as a letter, its counts as in {@link Recap.Host#counts}, its duration in milliseconds and perhaps its
 * failure; a task has its durations (all hosts, longest) in milliseconds, its good and its bad results.
 */
@Restricted(NoExternalUse.class)
public final class HistoryFile {

    static final String NAME = "ansible-events-history.v1.json.gz";

    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A file that somebody has put there must not fill the memory: a compressed one may be much smaller than its text. */
    private static final long MAX_BYTES = 64L << 20;

    private HistoryFile() {}

    public static Path in(Path build) {
        return build.resolve(NAME);
    }

    /** Adds a run to the file of its build; one of the same ident is replaced. The file is on the disk when this returns. */
    public static void add(Path build, RunPast run) throws IOException {
        var runs = new ArrayList<>(readOrNothing(build));
        runs.removeIf(known -> known.ident().equals(run.ident()));
        runs.add(run);
        ObjectNode json = MAPPER.createObjectNode().put("version", VERSION);
        ArrayNode all = json.putArray("runs");
        runs.forEach(each -> put(all.addObject(), each));
        WholeFile.replace(in(build), out -> {
            var packed = new GZIPOutputStream(out);
            packed.write(MAPPER.writeValueAsBytes(json));
            packed.finish(); // the file is closed by whoever opened it
        });
    }

    /** A file that cannot be read is written anew: it is worth less than what has just happened. */
    private static List<RunPast> readOrNothing(Path build) {
        try {
            return read(build);
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * The runs of a build, in the order of their ends; empty when it has no such file.
     *
     * @throws IOException when the file cannot be read, is damaged or of another version
     */
    public static List<RunPast> read(Path build) throws IOException {
        try (var in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(in(build))))) {
            byte[] text = in.readNBytes((int) MAX_BYTES);
            JsonNode json = MAPPER.readTree(text);
            if (json == null || json.path("version").asInt() != VERSION) {
                throw new IOException(
                        in(build) + " is not of version " + VERSION + ", the only one that is known here");
            }
            return stream(json.path("runs")).map(HistoryFile::run).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static void put(ObjectNode json, RunPast run) {
        json.put("ident", run.ident()).put("playbook", run.playbook());
        json.put("limit", run.limit()).put("place", run.place());
        json.put("started", run.started()).put("took", run.took()).put("check", run.check());
        json.put("status", run.status()).put("sentence", run.sentence()).put("cut", run.cut());
        ArrayNode hosts = json.putArray("hosts");
        run.hosts().forEach(host -> put(hosts.addArray(), host));
        ArrayNode tasks = json.putArray("tasks");
        run.tasks().forEach(task -> tasks.addArray()
                .add(task.name())
                .add(task.path())
                .add(task.took())
                .add(task.longest())
                .add(task.good())
                .add(task.bad()));
    }

    private static void put(ArrayNode json, HostPast host) {
        json.add(host.name()).add(String.valueOf(host.state().letter()));
        host.counts().forEach(json.addArray()::add);
        json.add(host.took());
        Recap.Failure failure = host.failure();
        if (failure != null) {
            json.addArray()
                    .add(failure.task())
                    .add(failure.message())
                    .add(failure.path())
                    .add(failure.counter());
        }
    }

    private static RunPast run(JsonNode json) {
        return new RunPast(
                json.path("ident").asText(),
                json.path("playbook").asText(),
                json.path("limit").asText(),
                json.path("place").asText(),
                json.path("started").asLong(),
                json.path("took").asLong(),
                json.path("check").asBoolean(),
                json.path("status").asText(),
                json.path("sentence").asText(),
                stream(json.path("hosts")).map(HistoryFile::host).toList(),
                stream(json.path("tasks")).map(HistoryFile::task).toList(),
                json.path("cut").asInt());
    }

    private static HostPast host(JsonNode json) {
        return new HostPast(
                json.path(0).asText(),
                HostState.of(json.path(1).asText()),
                stream(json.path(2)).map(JsonNode::asInt).toList(),
                json.path(3).asLong(),
                failure(json.path(4)));
    }

    private static @CheckForNull Recap.Failure failure(JsonNode json) {
        return json.isArray()
                ? new Recap.Failure(
                        json.path(0).asText(),
                        json.path(1).asText(),
                        json.path(2).asText(),
                        json.path(3).asLong())
                : null;
    }

    private static TaskPast task(JsonNode json) {
        return new TaskPast(
                json.path(0).asText(),
                json.path(1).asText(),
                json.path(2).asLong(),
                json.path(3).asLong(),
                json.path(4).asInt(),
                json.path(5).asInt());
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
