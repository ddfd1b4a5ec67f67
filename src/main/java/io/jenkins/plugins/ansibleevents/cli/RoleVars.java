package io.jenkins.plugins.ansibleevents.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads {@code --role-vars}: {@code key=value} pairs as for {@code -e}, or a JSON or YAML mapping in braces. Unlike those of
 * {@code -e}, values of pairs are what they would be in Python, as ansible-runner has it: {@code 8080} is a number,
 * {@code True} a truth value, {@code [1,2]} a list; everything else is text.
 */
final class RoleVars {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final Map<String, JsonNode> NAMED = Map.of(
            "True", JsonNodeFactory.instance.booleanNode(true),
            "False", JsonNodeFactory.instance.booleanNode(false),
            "None", JsonNodeFactory.instance.nullNode());

    private RoleVars() {}

    /** @throws SettingsException when the text is neither pairs nor a mapping */
    static ObjectNode read(String text) throws SettingsException {
        if (text.strip().startsWith("{")) {
            if (SettingsFile.parseTree(text, "--role-vars") instanceof ObjectNode mapping) {
                return mapping;
            }
        } else if (text.isBlank() || text.contains("=")) {
            ObjectNode vars = KeyValueText.read("--role-vars", text);
            for (Map.Entry<String, JsonNode> entry : vars.properties()) {
                entry.setValue(value(entry.getValue()));
            }
            return vars;
        }
        throw new SettingsException("--role-vars: expected key=value or a JSON or YAML mapping");
    }

    private static JsonNode value(JsonNode text) throws SettingsException {
        String word = text.textValue();
        if (NAMED.containsKey(word)) {
            return NAMED.get(word);
        }
        boolean literal = NUMBER.matcher(word).matches()
                || word.startsWith("[") && word.endsWith("]")
                || word.startsWith("{") && word.endsWith("}") && !word.startsWith("{{");
        return literal ? SettingsFile.parseTree(word, "--role-vars") : text;
    }
}
