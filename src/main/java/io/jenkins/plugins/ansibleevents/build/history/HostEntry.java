package io.jenkins.plugins.ansibleevents.build.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;

/**
 * What one run did to a host: a line of the host's file.
 *
 * @param host its name in the inventory
 * @param at when the run began, in milliseconds since 1970
 * @param job the full name of the job
 * @param build the number of the build
 * @param ident the run's ident
 * @param playbook the playbook as the job names it
 * @param check whether the run only checked
 * @param state the state of the host at the end
 * @param changed its changed results
 * @param took sum of the durations of its tasks, in milliseconds
 * @param task the task of its first failure; empty when there is none
 * @param message the message of that failure, or empty
 * @param counter the event of that failure; 0 when there is none
 */
record HostEntry(
        String host,
        long at,
        String job,
        int build,
        String ident,
        String playbook,
        boolean check,
        HostState state,
        int changed,
        long took,
        String task,
        String message,
        long counter) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static HostEntry of(String job, int build, RunPast run, HostPast host) {
        Recap.Failure failure = host.failure();
        return new HostEntry(
                host.name(),
                run.started(),
                job,
                build,
                run.ident(),
                run.playbook(),
                run.check(),
                host.state(),
                host.changed(),
                host.took(),
                failure == null ? "" : failure.task(),
                failure == null ? "" : failure.message(),
                failure == null ? 0 : failure.counter());
    }

    /** The same, of a job that has another name now. */
    HostEntry ofJob(String name) {
        return new HostEntry(
                host, at, name, build, ident, playbook, check, state, changed, took, task, message, counter);
    }

    /** The entry as JSON on one line, without a line end. */
    String line() {
        return json().toString();
    }

    ObjectNode json() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("host", host).put("at", at).put("job", job).put("build", build).put("ident", ident);
        json.put("playbook", playbook).put("check", check).put("state", String.valueOf(state.letter()));
        json.put("changed", changed).put("took", took);
        if (counter > 0) {
            json.put("task", task).put("message", message).put("counter", counter);
        }
        return json;
    }

    /** Reads a line; null when it is none: a kill has cut it off. */
    @CheckForNull
    static HostEntry read(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            return json == null || !json.isObject() ? null : of(json);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static HostEntry of(JsonNode json) {
        return new HostEntry(
                json.path("host").asText(),
                json.path("at").asLong(),
                json.path("job").asText(),
                json.path("build").asInt(),
                json.path("ident").asText(),
                json.path("playbook").asText(),
                json.path("check").asBoolean(),
                HostState.of(json.path("state").asText()),
                json.path("changed").asInt(),
                json.path("took").asLong(),
                json.path("task").asText(),
                json.path("message").asText(),
                json.path("counter").asLong());
    }
}
