package io.jenkins.plugins.ansibleevents.engine.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.util.List;

/**
 * Writes the settings that a {@link Section} reads, for those that come from a form instead of a file. What is not filled
 * in (null, blank, empty) is left out. Not for use by several threads.
 */
public final class SettingsBuilder {

    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    /** Sets a text, as it is. */
    public SettingsBuilder text(String key, @CheckForNull String value) {
        if (value != null && !value.isBlank()) {
            node.put(key, value);
        }
        return this;
    }

    /** Sets a list of texts. */
    public SettingsBuilder texts(String key, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(node.withArray(key)::add);
        }
        return this;
    }

    /** Sets a number; the one that means nothing is left out. */
    public SettingsBuilder number(String key, long value, long nothing) {
        if (value != nothing) {
            node.put(key, value);
        }
        return this;
    }

    /** Sets a number. */
    public SettingsBuilder number(String key, @CheckForNull Number value) {
        if (value != null) {
            node.put(key, value.longValue());
        }
        return this;
    }

    /** Sets a switch. */
    public SettingsBuilder flag(String key, boolean value) {
        node.put(key, value);
        return this;
    }

    /** Sets a secret; it stays one, and no text of the settings shows it. */
    public SettingsBuilder secret(String key, Secret value) {
        return given(key, value);
    }

    /** Sets a list of secrets. */
    public SettingsBuilder secrets(String key, List<Secret> values) {
        values.forEach(value -> node.withArray(key).add(Given.node(value)));
        return this;
    }

    /** Sets what no file can hold, for the reader's {@link Section#given}. */
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

    /** Sets a mapping, also when nothing is in it. */
    public SettingsBuilder section(String key, SettingsBuilder section) {
        node.set(key, section.build());
        return this;
    }

    /** Sets a mapping when anything is in it. */
    public SettingsBuilder sectionIfAny(String key, SettingsBuilder section) {
        return section.node.isEmpty() ? this : section(key, section);
    }

    /** What was set. */
    public ObjectNode build() {
        return node.deepCopy();
    }
}
