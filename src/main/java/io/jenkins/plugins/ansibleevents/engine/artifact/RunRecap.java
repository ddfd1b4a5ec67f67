package io.jenkins.plugins.ansibleevents.engine.artifact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * {@code recap.json}: a run per host, the failed first.
 *
 * <pre>
 * {"version": 1,
 *  "hosts": {"db2": {"ok": 5, "changed": 2, "unreachable": 0, "failed": 1, "skipped": 0, "rescued": 0, "ignored": 1,
 *                    "seconds": 2.97,
 *                    "first_failure": {"task": "...", "path": "site.yml:81", "message": "...", "counter": 128}}}}
 * </pre>
 *
 * @param hosts every host of the run, failed ones first, then unreachable ones, then by name
 */
public record RunRecap(List<HostRecap> hosts) {

    public RunRecap {
        hosts = List.copyOf(hosts);
    }

    /** Draws the recap from a run's events; a killed run gives what it had done. */
    public static RunRecap read(RunDirectory run) throws IOException {
        return of(ReportData.gather(run.events(), ReportLimits.COUNTS_ONLY));
    }

    static RunRecap of(ReportData data) {
        return new RunRecap(
                data.hostsWorstFirst().stream().map(ReportHost::recap).toList());
    }

    ObjectNode toJson() {
        ObjectNode json = ArtifactJson.MAPPER.createObjectNode().put("version", 1);
        ObjectNode byName = json.putObject("hosts");
        hosts.forEach(host -> put(byName.putObject(host.host()), host));
        return json;
    }

    private static void put(ObjectNode json, HostRecap host) {
        json.put("ok", host.ok()).put("changed", host.changed()).put("unreachable", host.unreachable());
        json.put("failed", host.failed()).put("skipped", host.skipped());
        json.put("rescued", host.rescued()).put("ignored", host.ignored());
        json.put("seconds", Math.round(host.seconds() * 1000) / 1000.0);
        HostRecap.Failure failure = host.firstFailure();
        if (failure != null) {
            json.putObject("first_failure")
                    .put("task", failure.task())
                    .put("path", failure.path())
                    .put("message", failure.message())
                    .put("counter", failure.counter());
        }
    }
}
