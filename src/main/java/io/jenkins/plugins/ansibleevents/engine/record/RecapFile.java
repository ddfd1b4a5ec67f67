package io.jenkins.plugins.ansibleevents.engine.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code recap.json}: the recap of a run, by host, in the order of {@link Recap#hosts}.
 *
 * <pre>
 * {"version": 1,
 *  "hosts": {"db2": {"ok": 5, "changed": 2, "unreachable": 0, "failed": 1, "skipped": 0, "rescued": 0, "ignored": 1,
 *                    "seconds": 2.97,
 *                    "first_failure": {"task": "...", "path": "site.yml:81", "message": "...", "counter": 128}}}}
 * </pre>
 */
public final class RecapFile {

    private RecapFile() {}

    public static void write(Recap recap, OutputStream out) throws IOException {
        ObjectNode json = ArtifactJson.MAPPER.createObjectNode().put("version", 1);
        ObjectNode byName = json.putObject("hosts");
        recap.hosts().forEach(host -> put(byName.putObject(host.name()), host));
        ArtifactJson.write(json, out);
    }

    private static void put(ObjectNode json, Recap.Host host) {
        host.counts().forEach(json::put);
        json.put("seconds", Math.round(host.seconds() * 1000) / 1000.0);
        Recap.Failure failure = host.firstFailure();
        if (failure != null) {
            json.putObject("first_failure")
                    .put("task", failure.task())
                    .put("path", failure.path())
                    .put("message", failure.message())
                    .put("counter", failure.counter());
        }
    }

    /**
     * Reads a file that {@link #write} has written.
     *
     * @param in the file; the caller closes it
     * @throws IOException when it cannot be read or is no JSON
     */
    public static Recap read(InputStream in) throws IOException {
        // From characters: Jackson refuses names with escaped characters beyond the first 65 536 when it reads bytes.
        JsonNode json = ArtifactJson.MAPPER.readTree(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<Recap.Host> hosts = json.path("hosts").properties().stream()
                .map(e -> host(e.getKey(), e.getValue()))
                .toList();
        return new Recap(hosts, true, List.of());
    }

    private static Recap.Host host(String name, JsonNode json) {
        return new Recap.Host(
                name,
                json.path("ok").asInt(),
                json.path("changed").asInt(),
                json.path("unreachable").asInt(),
                json.path("failed").asInt(),
                json.path("skipped").asInt(),
                json.path("rescued").asInt(),
                json.path("ignored").asInt(),
                json.path("seconds").asDouble(),
                failure(json.path("first_failure")));
    }

    private static @CheckForNull Recap.Failure failure(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Recap.Failure(
                        json.path("task").asText(),
                        json.path("message").asText(),
                        json.path("path").asText(),
                        json.path("counter").asLong());
    }
}
