package io.jenkins.plugins.ansibleevents.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one {@code -e}: a JSON or YAML mapping, {@code key=value}, or {@code @FILE}. */
final class ExtraVarsArgument {

    private ExtraVarsArgument() {}

    static ExtraVars read(String argument) throws SettingsException {
        if (argument.startsWith("@")) {
            return file(Path.of(argument.substring(1)));
        }
        JsonNode tree = argument.stripLeading().startsWith("{") || !argument.contains("=")
                ? SettingsFile.parseTree(argument, "-e")
                : keyValue(argument);
        if (tree instanceof ObjectNode values) {
            return ExtraVars.of(values);
        }
        throw new SettingsException(
                "-e: expected a JSON or YAML mapping, key=value or @FILE, found \"" + abbreviated(argument) + "\"");
    }

    private static ExtraVars file(Path file) throws SettingsException {
        if (!Files.isRegularFile(file)) {
            throw new SettingsException("-e: no such file: " + file);
        }
        return ExtraVars.file(file.toAbsolutePath().toString());
    }

    /** As Ansible reads it: one text, without types. */
    private static ObjectNode keyValue(String argument) {
        int equals = argument.indexOf('=');
        return JsonNodeFactory.instance
                .objectNode()
                .put(argument.substring(0, equals).strip(), argument.substring(equals + 1));
    }

    private static String abbreviated(String argument) {
        return argument.length() <= 40 ? argument : argument.substring(0, 39) + "…";
    }
}
