package io.jenkins.plugins.ansibleevents.engine.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code command} of a record, ansible-runner's file: {@code {"command": [...], "cwd": "...", "env": {...}}}, all of it
 * redacted.
 *
 * @param command the words of the command line
 * @param cwd Ansible's working directory
 * @param env its environment, by name
 */
public record CommandFile(List<String> command, String cwd, Map<String, String> env) {

    /** The file of a run that was killed before it had started anything. */
    private static final CommandFile NONE = new CommandFile(List.of(), "", Map.of());

    public CommandFile {
        command = List.copyOf(command);
        env = Map.copyOf(env);
    }

    static CommandFile of(StatusEvent starting) {
        return new CommandFile(starting.command(), starting.cwd(), starting.env());
    }

    /**
     * Reads the file of a record; values that it lacks are empty.
     *
     * @throws IOException when the file exists and cannot be read
     */
    public static CommandFile read(RunDirectory run) throws IOException {
        try {
            return of(ArtifactJson.MAPPER.readTree(Files.readAllBytes(run.command())));
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }

    /** The status with which the run started. */
    public StatusEvent starting(String ident) {
        return new StatusEvent(RunStatus.STARTING, ident, command, env, cwd);
    }

    private static CommandFile of(JsonNode json) {
        var words = new ArrayList<String>();
        json.path("command").forEach(word -> words.add(word.asText()));
        var env = new LinkedHashMap<String, String>();
        json.path("env")
                .properties()
                .forEach(e -> env.put(e.getKey(), e.getValue().asText()));
        return new CommandFile(words, json.path("cwd").asText(), env);
    }

    void write(OutputStream out) throws IOException {
        ObjectNode json = ArtifactJson.MAPPER.createObjectNode();
        command.forEach(json.putArray("command")::add);
        json.put("cwd", cwd);
        ObjectNode variables = json.putObject("env");
        env.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> variables.put(e.getKey(), e.getValue()));
        ArtifactJson.write(json, out);
    }
}
