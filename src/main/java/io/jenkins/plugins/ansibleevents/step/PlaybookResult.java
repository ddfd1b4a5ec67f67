package io.jenkins.plugins.ansibleevents.step;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.build.HostTally;
import io.jenkins.plugins.ansibleevents.build.RunArchive;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The return value of {@code ansibleRun}. It has only plain JDK values, so a variable keeps it over a restart, and the
 * sandbox may read every property.
 */
@Restricted(NoExternalUse.class)
public final class PlaybookResult implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JavaType STATS =
            JSON.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class);

    private final String ident;
    private final String status;
    private final String outcome;
    private final String message;
    private final int rc;
    private final long events;
    private final String result;
    private final Map<String, Map<String, Integer>> recap;
    private final List<String> failedHosts;
    private final List<String> unreachableHosts;
    private final List<String> changedHosts;
    private final Map<String, Object> stats;

    PlaybookResult(RunResult run, HostTally hosts, PolicyVerdict verdict) {
        ident = run.ident();
        status = run.status().wireName();
        outcome = run.outcome().kind().name();
        message = run.outcome().sentence();
        rc = run.rc();
        events = run.events();
        result = verdict.result().toString();
        recap = copy(hosts.recap());
        failedHosts = new ArrayList<>(hosts.failed());
        unreachableHosts = new ArrayList<>(hosts.unreachable());
        changedHosts = new ArrayList<>(hosts.changed());
        stats = JSON.convertValue(hosts.data(), STATS);
    }

    private static Map<String, Map<String, Integer>> copy(Map<String, Map<String, Integer>> recap) {
        var copy = new LinkedHashMap<String, Map<String, Integer>>();
        recap.forEach((host, counts) -> copy.put(host, new LinkedHashMap<>(counts)));
        return copy;
    }

    /** The run's ident, as in events and in the path of its artifacts. */
    @Whitelisted
    public String getIdent() {
        return ident;
    }

    /** {@code successful}, {@code failed}, {@code timeout} or {@code canceled}. */
    @Whitelisted
    public String getStatus() {
        return status;
    }

    /** The kind of end, finer than the status, for example {@code HOSTS_UNREACHABLE} or {@code NO_HOSTS_MATCHED}. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    /** The outcome as a sentence. */
    @Whitelisted
    public String getMessage() {
        return message;
    }

    /** Ansible's exit code. */
    @Whitelisted
    public int getRc() {
        return rc;
    }

    /** Number of events. */
    @Whitelisted
    public long getEvents() {
        return events;
    }

    /** The result by the result policy: {@code SUCCESS} or {@code UNSTABLE}. */
    @Whitelisted
    public String getResult() {
        return result;
    }

    /** By host the counts, under the names of Ansible's recap. */
    @Whitelisted
    public Map<String, Map<String, Integer>> getRecap() {
        return recap;
    }

    /** Hosts with failures, for example for the {@code limit} of a second run: {@code failedHosts.join(',')}. */
    @Whitelisted
    public List<String> getFailedHosts() {
        return failedHosts;
    }

    @Whitelisted
    public List<String> getUnreachableHosts() {
        return unreachableHosts;
    }

    @Whitelisted
    public List<String> getChangedHosts() {
        return changedHosts;
    }

    /** Whether any host changed, or would change in check mode. */
    @Whitelisted
    public boolean isChanged() {
        return !changedHosts.isEmpty();
    }

    /** The values that the playbook set by {@code set_stats}. */
    @Whitelisted
    public Map<String, Object> getStats() {
        return stats;
    }

    /** Where the run's files are among the artifacts of the build. */
    @Whitelisted
    public String getArtifactsPath() {
        return RunArchive.pathOf(ident);
    }

    @Override
    public String toString() {
        return "ansibleRun " + ident + ": " + status + ", rc " + rc + ", failed " + failedHosts + ", unreachable "
                + unreachableHosts + ", changed " + changedHosts;
    }
}
