package io.jenkins.plugins.ansibleevents.engine.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a YAML (or JSON, which is YAML) file into a {@link Section}. */
public final class SettingsFile {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SettingsFile() {}

    /**
     * Reads a file. Relative paths and secret files inside it are relative to the file's directory.
     *
     * @throws SettingsException when it is missing, unreadable, not YAML, or not a mapping at the top
     */
    public static Section read(Path file) throws SettingsException {
        return parse(text(file), file.toString(), file.toAbsolutePath().getParent());
    }

    /**
     * Reads text.
     *
     * @param yaml the text; one without a document, or with comments only, is an empty section
     * @param name the name of the text in errors, for example its file name
     * @param directory the base of relative paths in it
     */
    public static Section parse(String yaml, String name, Path directory) throws SettingsException {
        JsonNode tree = parseTree(yaml, name);
        if (tree.isMissingNode() || tree.isNull()) {
            tree = JsonNodeFactory.instance.objectNode();
        }
        if (tree instanceof ObjectNode object) {
            return new Section(object, name, "", directory);
        }
        throw new SettingsException(
                name + ": a mapping of keys and values is expected at the top, found " + Section.kind(tree));
    }

    /**
     * Wraps settings that were not read from a file.
     *
     * @param name the name of the settings in errors
     * @param directory the base of relative paths in them
     */
    public static Section of(ObjectNode settings, String name, Path directory) {
        return new Section(settings, name, "", directory);
    }

    /**
     * Reads any YAML value, with PyYAML's meaning; a missing node when there is none. JSON is tried first, as in
     * ansible-runner, because YAML allows no tabs in it.
     */
    public static JsonNode parseTree(String yaml, String name) throws SettingsException {
        if (yaml.isEmpty()) {
            return MissingNode.getInstance(); // a run without files in env/ should not wait for the library
        }
        JsonNode json = json(yaml);
        return json == null ? YamlReader.read(yaml, name) : json;
    }

    private static @CheckForNull JsonNode json(String text) {
        if (!text.stripLeading().startsWith("{") && !text.stripLeading().startsWith("[")) {
            return null;
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null; // the YAML reader tries next, and has the better error messages
        }
    }

    private static String text(Path file) throws SettingsException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new SettingsException(file + ": no such file", e);
        } catch (MalformedInputException e) {
            throw new SettingsException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new SettingsException(file + ": cannot be read: " + IoReason.of(e), e);
        }
    }
}
