package io.jenkins.plugins.ansibleevents.engine.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.files.LocaleEncoding;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A mapping of a settings file. Every getter remembers its key as known; {@link #finish()} refuses the others. Errors
 * read {@code serve.yml: endpoints.alerts.maxBodyBytes: must be 1 to 104857600, is 0}.
 *
 * <p>A getter throws {@link SettingsException} when the value is not of its kind. Not for use by several threads.
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

    /** Whether the key is there with a value; {@code key:} and {@code key: null} have none. */
    public boolean has(String key) {
        known.add(key);
        return node.hasNonNull(key);
    }

    /** The raw value; a missing node when absent. */
    public JsonNode raw(String key) {
        known.add(key);
        return node.path(key);
    }

    /** Any scalar, as text ({@code 8080} too); empty when absent. */
    public Optional<String> string(String key) throws SettingsException {
        if (!has(key)) {
            return Optional.empty();
        }
        return Optional.of(scalar(key, node.get(key)));
    }

    /** A scalar as text, neither absent nor blank. */
    public String requiredString(String key) throws SettingsException {
        return string(key).filter(s -> !s.isBlank()).orElseThrow(() -> missing(key));
    }

    /** {@code true} or {@code false}, not in quotes. */
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

    /** A whole number within these limits, both included; empty when absent. */
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

    /** As {@link #number}. */
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
            return Optional.of(
                    Durations.parse(value.isNumber() ? value.numberValue().toString() : value.asText()));
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
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equalsIgnoreCase(text.get())) {
                return Optional.of(constant);
            }
            names.add(name);
        }
        throw error(key, "must be one of " + String.join(", ", names) + ", is \"" + text.get() + "\"");
    }

    /** A list of scalars; a single scalar counts as a list of one. */
    public List<String> strings(String key) throws SettingsException {
        return oneOrMore(key, this::scalar);
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

    /** A mapping; empty when absent. Its unknown keys are its own {@link #finish}'s. */
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
        return list(key, value, this::child);
    }

    /** A path, relative ones resolved against the directory of the file. */
    public Optional<Path> path(String key) throws SettingsException {
        Optional<String> text = string(key);
        try {
            return text.map(directory::resolve);
        } catch (InvalidPathException e) {
            throw error(
                    key,
                    "is not the path of a file: " + e.getReason()
                            + (LocaleEncoding.isUtf8() ? "" : "; " + LocaleEncoding.ADVICE));
        }
    }

    /** A secret: the value itself, {@code {env: NAME}} or {@code {file: PATH}}, see {@link SecretSource}. */
    public Optional<Secret> secret(String key) throws SettingsException {
        if (!has(key)) {
            return Optional.empty();
        }
        return Optional.of(SecretSource.read(this, key, node.get(key)));
    }

    /** A list of secrets, each as in {@link #secret}; a single one counts as a list of one. */
    public List<Secret> secrets(String key) throws SettingsException {
        return oneOrMore(key, (name, value) -> SecretSource.read(this, name, value));
    }

    /**
     * An object from {@link SettingsBuilder#given}. Empty for every value that a file can hold, so that such a key is
     * unknown in files.
     */
    public <T> Optional<T> given(String key, Class<T> type) {
        Optional<T> given = Given.in(node.path(key), type);
        if (given.isPresent()) {
            known.add(key);
        }
        return given;
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
        var mistakes = new Mistakes();
        for (String key : keys()) {
            if (!known.contains(key)) {
                mistakes.check(() -> {
                    throw error(
                            key, "unknown key" + suggestion(key, known) + "; known here: " + String.join(", ", known));
                });
            }
        }
        mistakes.refuse();
    }

    private interface Element<T> {
        T read(String key, JsonNode value) throws SettingsException;
    }

    private <T> List<T> oneOrMore(String key, Element<T> element) throws SettingsException {
        if (!has(key)) {
            return List.of();
        }
        JsonNode value = node.get(key);
        return value.isArray() ? list(key, value, element) : List.of(element.read(key, value));
    }

    /** Errors in an element name it as {@code key[0]}. */
    private static <T> List<T> list(String key, JsonNode array, Element<T> element) throws SettingsException {
        var result = new ArrayList<T>();
        for (int i = 0; i < array.size(); i++) {
            result.add(element.read(key + "[" + i + "]", array.get(i)));
        }
        return List.copyOf(result);
    }

    Section child(String key, JsonNode value) throws SettingsException {
        if (value instanceof ObjectNode object) {
            return new Section(object, file, qualified(key), directory);
        }
        throw error(key, "must be a mapping of keys and values, is " + kind(value));
    }

    String scalar(String key, JsonNode value) throws SettingsException {
        if (value.isValueNode() && !value.isNull() && !value.isPojo()) {
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
            case POJO -> "a secret";
            default -> "nothing";
        };
    }
}
