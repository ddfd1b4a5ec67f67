package io.jenkins.plugins.ansibleevents.engine.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A mapping of a settings file. Every getter remembers its key as known; {@link #finish()} refuses the others. Errors
 * read {@code serve.yml: endpoints.alerts.maxBodyBytes: must be 1 to 104857600, is 0}.
 *
 * <p>Not for use by several threads.
 */
public final class Section {

    private final ObjectNode node;
    private final String file;
    private final String path;
    private final Path directory;
    private final Set<String> known = new LinkedHashSet<>();

    Section(ObjectNode node, String file, String path, Path directory) {
        this.node = node;
        this.file = file;
        this.path = path;
        this.directory = directory;
    }

    /** The keys that are present, in the order of the file. */
    public List<String> keys() {
        var keys = new ArrayList<String>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    public boolean has(String key) {
        known.add(key);
        return node.hasNonNull(key);
    }

    /** The raw value; a missing node when absent. */
    public JsonNode raw(String key) {
        known.add(key);
        return node.path(key);
    }

    public Optional<String> string(String key) throws SettingsException {
        if (!has(key)) {
            return Optional.empty();
        }
        return Optional.of(scalar(key, node.get(key)));
    }

    public String requiredString(String key) throws SettingsException {
        return string(key).filter(s -> !s.isBlank()).orElseThrow(() -> missing(key));
    }

    public boolean bool(String key, boolean absent) throws SettingsException {
        if (!has(key)) {
            return absent;
        }
        JsonNode value = node.get(key);
        if (!value.isBoolean()) {
            throw error(key, "must be true or false, is " + kind(value));
        }
        return value.booleanValue();
    }

    public OptionalLong number(String key, long min, long max) throws SettingsException {
        if (!has(key)) {
            return OptionalLong.empty();
        }
        JsonNode value = node.get(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw error(key, "must be a whole number, is " + kind(value));
        }
        if (value.longValue() < min || value.longValue() > max) {
            throw error(key, "must be " + min + " to " + max + ", is " + value.longValue());
        }
        return OptionalLong.of(value.longValue());
    }

    public OptionalInt integer(String key, int min, int max) throws SettingsException {
        OptionalLong value = number(key, min, max);
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    /** Seconds as a number ({@code 2.5}) or text with a unit: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}. */
    public Optional<Duration> duration(String key) throws SettingsException {
        if (!has(key)) {
            return Optional.empty();
        }
        JsonNode value = node.get(key);
        if (!value.isNumber() && !value.isTextual()) {
            throw error(key, "must be a time such as 30s or 500ms, is " + kind(value));
        }
        try {
            return Optional.of(Durations.parse(value.asText()));
        } catch (IllegalArgumentException e) {
            throw error(key, e.getMessage());
        }
    }

    /** One of these constants, written in any case. */
    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) throws SettingsException {
        Optional<String> text = string(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var names = new ArrayList<String>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(java.util.Locale.ROOT);
            if (name.equalsIgnoreCase(text.get())) {
                return Optional.of(constant);
            }
            names.add(name);
        }
        throw error(key, "must be one of " + String.join(", ", names) + ", is \"" + text.get() + "\"");
    }

    /** A list of scalars; a single scalar counts as a list of one. */
    public List<String> strings(String key) throws SettingsException {
        if (!has(key)) {
            return List.of();
        }
        JsonNode value = node.get(key);
        if (!value.isArray()) {
            return List.of(scalar(key, value));
        }
        var result = new ArrayList<String>();
        for (int i = 0; i < value.size(); i++) {
            result.add(scalar(key + "[" + i + "]", value.get(i)));
        }
        return List.copyOf(result);
    }

    /** A mapping of names to scalars, in the order of the file; empty when absent. */
    public Map<String, String> stringMap(String key) throws SettingsException {
        var result = new LinkedHashMap<String, String>();
        Optional<Section> section = section(key);
        if (section.isPresent()) {
            for (String name : section.get().keys()) {
                result.put(name, section.get().string(name).orElse(""));
            }
        }
        return result;
    }

    public Optional<Section> section(String key) throws SettingsException {
        if (!has(key)) {
            return Optional.empty();
        }
        return Optional.of(child(key, node.get(key)));
    }

    /** A mapping of names to mappings, in the order of the file; empty when absent. */
    public Map<String, Section> sections(String key) throws SettingsException {
        var result = new LinkedHashMap<String, Section>();
        Optional<Section> parent = section(key);
        if (parent.isPresent()) {
            for (String name : parent.get().keys()) {
                result.put(name, parent.get().section(name).orElseThrow(() -> missing(key + "." + name)));
            }
        }
        return result;
    }

    /** A list of mappings; empty when absent. */
    public List<Section> sectionList(String key) throws SettingsException {
        if (!has(key)) {
            return List.of();
        }
        JsonNode value = node.get(key);
        if (!value.isArray()) {
            throw error(key, "must be a list, is " + kind(value));
        }
        var result = new ArrayList<Section>();
        for (int i = 0; i < value.size(); i++) {
            result.add(child(key + "[" + i + "]", value.get(i)));
        }
        return List.copyOf(result);
    }

    /** A path, relative ones resolved against the directory of the file. */
    public Optional<Path> path(String key) throws SettingsException {
        return string(key).map(directory::resolve);
    }

    /**
     * A secret: the value itself, {@code {env: NAME}} or {@code {file: PATH}} (one line end at the end of the file is
     * not part of it).
     */
    public Optional<Secret> secret(String key) throws SettingsException {
        if (!has(key)) {
            return Optional.empty();
        }
        return Optional.of(secret(key, node.get(key)));
    }

    /** A list of secrets, each as in {@link #secret}; a single one counts as a list of one. */
    public List<Secret> secrets(String key) throws SettingsException {
        if (!has(key)) {
            return List.of();
        }
        JsonNode value = node.get(key);
        if (!value.isArray()) {
            return List.of(secret(key, value));
        }
        var result = new ArrayList<Secret>();
        for (int i = 0; i < value.size(); i++) {
            result.add(secret(key + "[" + i + "]", value.get(i)));
        }
        return List.copyOf(result);
    }

    private Secret secret(String key, JsonNode value) throws SettingsException {
        if (!value.isObject()) {
            return Secret.of(scalar(key, value));
        }
        Section source = child(key, value);
        Optional<String> env = source.string("env");
        Optional<Path> from = source.path("file");
        source.finish();
        if (env.isPresent() == from.isPresent()) {
            throw error(key, "needs either env or file");
        }
        return env.isPresent() ? environmentSecret(key, env.get()) : fileSecret(key, from.get());
    }

    private Secret environmentSecret(String key, String variable) throws SettingsException {
        String value = System.getenv(variable);
        if (value == null || value.isEmpty()) {
            throw error(key, "the environment variable " + variable + " is not set");
        }
        return Secret.of(value);
    }

    private Secret fileSecret(String key, Path secretFile) throws SettingsException {
        try {
            return Secret.of(Files.readString(secretFile).replaceFirst("\r?\n\\z", ""));
        } catch (IOException e) {
            // The cause is left out on purpose: a decoding error could quote the content.
            throw error(
                    key,
                    "cannot read the secret file " + secretFile + " ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    /** What relative paths in this section are relative to. */
    public Path directory() {
        return directory;
    }

    /** An error at a key of this section (empty: the section itself), for checks of the caller's own. */
    public SettingsException error(String key, String problem) {
        return new SettingsException(file + ": " + qualified(key) + ": " + problem);
    }

    /** The error for a required key that is absent. */
    public SettingsException missing(String key) {
        return error(key, "is required");
    }

    /** Refuses every key that no getter has asked for. */
    public void finish() throws SettingsException {
        for (String key : keys()) {
            if (!known.contains(key)) {
                throw error(key, "unknown key" + suggestion(key, known) + "; known here: " + String.join(", ", known));
            }
        }
    }

    private Section child(String key, JsonNode value) throws SettingsException {
        if (value instanceof ObjectNode object) {
            return new Section(object, file, qualified(key), directory);
        }
        throw error(key, "must be a mapping of keys and values, is " + kind(value));
    }

    private String scalar(String key, JsonNode value) throws SettingsException {
        if (value.isValueNode() && !value.isNull()) {
            return value.asText();
        }
        throw error(key, "must be text, is " + kind(value));
    }

    private String qualified(String key) {
        if (key.isEmpty()) {
            return path;
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String suggestion(String key, Collection<String> candidates) {
        return candidates.stream()
                .filter(c -> c.equalsIgnoreCase(key) || c.startsWith(key) || key.startsWith(c))
                .findFirst()
                .map(c -> " (did you mean " + c + "?)")
                .orElse("");
    }

    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "a mapping";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            default -> "nothing";
        };
    }
}
