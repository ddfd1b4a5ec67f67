package io.jenkins.plugins.ansibleevents.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads one {@code -e} as Ansible does: {@code @FILE}, a JSON or YAML mapping in braces, or {@code key=value} text
 * ({@link KeyValueText}). A YAML mapping without braces, which Ansible would lose, is read, too.
 */
final class ExtraVarsArgument {

    private static final int SHOWN = 40;

    private ExtraVarsArgument() {}

    /** The variables; empty for an empty argument, which Ansible skips. */
    static Optional<ExtraVars> read(String argument) throws SettingsException {
        if (argument.isBlank()) {
            return Optional.empty();
        }
        if (argument.startsWith("@")) {
            return Optional.of(file(argument.substring(1)));
        }
        if (argument.startsWith("/") || argument.startsWith(".")) {
            throw new SettingsException("-e: a file needs a @ before its name: -e @" + argument);
        }
        if (tree(argument) instanceof ObjectNode values) {
            return Optional.of(ExtraVars.of(values));
        }
        throw new SettingsException("-e: expected a JSON or YAML mapping, key=value or @FILE, found \""
                + Excerpt.of(argument, SHOWN) + "\"");
    }

    private static JsonNode tree(String argument) throws SettingsException {
        boolean yaml = argument.startsWith("{") || argument.startsWith("[") || !argument.contains("=");
        return yaml ? SettingsFile.parseTree(argument, "-e") : KeyValueText.read("-e", argument);
    }

    private static ExtraVars file(String name) throws SettingsException {
        Path file = Path.of(name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name);
        if (!Files.isRegularFile(file)) {
            throw new SettingsException("-e: no such file: " + file);
        }
        return ExtraVars.file(file.toAbsolutePath().toString());
    }
}
