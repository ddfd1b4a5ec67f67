package io.jenkins.plugins.ansibleevents.engine.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a YAML (or JSON, which is YAML) file into a {@link Section}. */
public final class SettingsFile {

    /** Loaded with the first text; a run without files in {@code env/} should not wait for the library. */
    private static final class Yaml {

        private static final ObjectMapper MAPPER = new ObjectMapper(YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build());
    }

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
     * @param yaml the text; an empty one is an empty section
     * @param name what errors call it, for example its file name
     * @param directory what relative paths inside it are relative to
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
     * @param name what errors call them
     * @param directory what relative paths inside them are relative to
     */
    public static Section of(ObjectNode settings, String name, Path directory) {
        return new Section(settings, name, "", directory);
    }

    /** Any YAML value; a missing node when the text is empty. */
    public static JsonNode parseTree(String yaml, String name) throws SettingsException {
        if (yaml.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return Yaml.MAPPER.readTree(yaml);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
            String why = e.getOriginalMessage().lines().findFirst().orElse("syntax error");
            throw new SettingsException(name + place + ": not valid YAML: " + why, e);
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
            throw new SettingsException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
