package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change of {@link RunStatus}, in the form of ansible-runner's status handlers:
 * {@code {"status": ..., "runner_ident": ...}}, and for {@link RunStatus#STARTING} also {@code command}, {@code env}
 * and {@code cwd}.
 *
 * @param status the new status
 * @param runnerIdent the run's ident
 * @param command the redacted command line; empty unless starting
 * @param env the environment variables on the allow-list, redacted; empty unless starting
 * @param cwd the working directory; empty unless starting
 */
public record StatusEvent(
        RunStatus status, String runnerIdent, List<String> command, Map<String, String> env, String cwd) {

    public StatusEvent {
        command = List.copyOf(command);
        env = Map.copyOf(env);
    }

    /** A status other than {@code starting}, without command, environment and directory. */
    public static StatusEvent of(RunStatus status, String runnerIdent) {
        return new StatusEvent(status, runnerIdent, List.of(), Map.of(), "");
    }

    /** ansible-runner's JSON form, in UTF-8 without line end. */
    public byte[] toJson() {
        ObjectNode json = EventJson.MAPPER.createObjectNode();
        json.put("status", status.wireName()).put("runner_ident", runnerIdent);
        if (status == RunStatus.STARTING) {
            command.forEach(json.putArray("command")::add);
            new TreeMap<>(env).forEach(json.putObject("env")::put);
            json.put("cwd", cwd);
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the form that {@link #toJson} writes.
     *
     * @throws EventFormatException when it is not a status, or a status by an unknown name
     */
    public static StatusEvent fromJson(byte[] bytes) throws EventFormatException {
        ObjectNode json = EventJson.readObject(bytes);
        RunStatus status = RunStatus.ofWireName(json.path("status").asText());
        return read(status, json.path("runner_ident").asText(), json);
    }

    /**
     * The status {@code starting} of a run.
     *
     * @param particulars a JSON object with {@code command}, {@code env} and {@code cwd}; missing ones are empty
     */
    public static StatusEvent starting(String runnerIdent, JsonNode particulars) {
        return read(RunStatus.STARTING, runnerIdent, particulars);
    }

    private static StatusEvent read(RunStatus status, String runnerIdent, JsonNode json) {
        var command = new ArrayList<String>();
        json.path("command").forEach(argument -> command.add(argument.asText()));
        var env = new HashMap<String, String>();
        json.path("env")
                .properties()
                .forEach(e -> env.put(e.getKey(), e.getValue().asText()));
        return new StatusEvent(
                status, runnerIdent, command, env, json.path("cwd").asText());
    }
}
