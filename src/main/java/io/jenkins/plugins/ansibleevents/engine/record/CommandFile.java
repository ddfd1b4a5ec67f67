package io.jenkins.plugins.ansibleevents.engine.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.TreeMap;

/**
 * {@code command} of a record, ansible-runner's file: {@code {"command": [...], "cwd": "...", "env": {...}}}, the
 * particulars of the status {@code starting}, all of them redacted.
 */
public final class CommandFile {

    private CommandFile() {}

    /**
     * Reads the file of a record; its values are empty for a run that was killed before it had started anything.
     *
     * @param ident the run's ident
     * @throws IOException when the file exists and cannot be read
     */
    public static StatusEvent read(RunDirectory run, String ident) throws IOException {
        try {
            return StatusEvent.starting(ident, ArtifactJson.MAPPER.readTree(Files.readAllBytes(run.command())));
        } catch (NoSuchFileException e) {
            return StatusEvent.starting(ident, JsonNodeFactory.instance.objectNode());
        }
    }

    /**
     * Reads a file that is not in a directory, as among the artifacts of a build.
     *
     * @param in the file; the caller closes it
     */
    public static StatusEvent read(InputStream in, String ident) throws IOException {
        return StatusEvent.starting(ident, ArtifactJson.MAPPER.readTree(in));
    }

    static void write(StatusEvent starting, OutputStream out) throws IOException {
        ObjectNode json = ArtifactJson.MAPPER.createObjectNode();
        starting.command().forEach(json.putArray("command")::add);
        json.put("cwd", starting.cwd());
        new TreeMap<>(starting.env()).forEach(json.putObject("env")::put);
        ArtifactJson.write(json, out);
    }
}
