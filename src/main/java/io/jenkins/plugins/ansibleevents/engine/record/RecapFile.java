package io.jenkins.plugins.ansibleevents.engine.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import java.io.IOException;
import java.io.OutputStream;

/**
 * {@code recap.json}: a run per host, the failed first, in the order of {@link Recap#hosts}.
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
        json.put("ok", host.ok()).put("changed", host.changed()).put("unreachable", host.unreachable());
        json.put("failed", host.failed()).put("skipped", host.skipped());
        json.put("rescued", host.rescued()).put("ignored", host.ignored());
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
}
