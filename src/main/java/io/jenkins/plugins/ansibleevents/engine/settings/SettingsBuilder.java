package io.jenkins.plugins.ansibleevents.engine.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;

/**
 * Writes the settings that a {@link Section} reads, for settings that come from a form instead of a file. Values that
 * are not filled in (null, blank, empty) are left out. Not for use by several threads.
 */
public final class SettingsBuilder {

    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    /** Sets a text without changes. */
    public SettingsBuilder text(String key, @CheckForNull String value) {
        if (value != null && !value.isBlank()) {
            node.put(key, value);
        }
        return this;
    }

    public SettingsBuilder texts(String key, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(node.withArray(key)::add);
        }
        return this;
    }

    /** Sets a number, unless it is the one that stands for nothing. */
    public SettingsBuilder number(String key, long value, long nothing) {
        if (value != nothing) {
            node.put(key, value);
        }
        return this;
    }

    public SettingsBuilder number(String key, @CheckForNull Number value) {
        if (value != null) {
            node.put(key, value.longValue());
        }
        return this;
    }

    public SettingsBuilder flag(String key, boolean value) {
        node.put(key, value);
        return this;
    }

    /** Sets a secret; no text of the settings shows it. */
    public SettingsBuilder secret(String key, Secret value) {
        return given(key, value);
    }

    public SettingsBuilder secrets(String key, List<Secret> values) {
        values.forEach(value -> node.withArray(key).add(Given.node(value)));
        return this;
    }

    /** Sets an object that no file can hold, for the reader's {@link Section#given}. */
    public SettingsBuilder given(String key, Object value) {
        node.set(key, Given.node(value));
        return this;
    }

    /** Sets a mapping, a list or any other value; an empty mapping is left out. */
    public SettingsBuilder value(String key, JsonNode value) {
        if (!value.isObject() || !value.isEmpty()) {
            node.set(key, value);
        }
        return this;
    }

    /** Sets a mapping, even an empty one. */
    public SettingsBuilder section(String key, SettingsBuilder section) {
        node.set(key, section.build());
        return this;
    }

    /** Sets a mapping unless it is empty. */
    public SettingsBuilder sectionIfAny(String key, SettingsBuilder section) {
        return section.node.isEmpty() ? this : section(key, section);
    }

    /** The settings so far. */
    public ObjectNode build() {
        return node.deepCopy();
    }
}
