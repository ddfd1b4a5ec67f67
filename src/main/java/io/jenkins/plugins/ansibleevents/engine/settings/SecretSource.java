package io.jenkins.plugins.ansibleevents.engine.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The source of a secret in a settings file: {@code the value itself}, {@code {env: NAME}}, or {@code {file: PATH}},
 * UTF-8 text; one line end behind it is not part of the secret. Settings that come from a program hold the
 * {@link Secret} itself. No error quotes a secret.
 */
final class SecretSource {

    private final Section section;
    private final String key;

    private SecretSource(Section section, String key) {
        this.section = section;
        this.key = key;
    }

    /**
     * Reads the secret now.
     *
     * @param section the section with the key; relative paths are those of its file
     * @param key the secret's key there, for errors
     * @throws SettingsException when there is neither one source nor a value, or the source is empty
     */
    static Secret read(Section section, String key, JsonNode value) throws SettingsException {
        Optional<Secret> given = Given.in(value, Secret.class);
        if (given.isPresent()) {
            return given.get();
        }
        if (!value.isObject()) {
            return Secret.of(section.scalar(key, value));
        }
        return new SecretSource(section, key).read(section.child(key, value));
    }

    private Secret read(Section source) throws SettingsException {
        Optional<String> env = source.string("env");
        Optional<Path> from = source.path("file");
        source.finish();
        if (env.isPresent() == from.isPresent()) {
            throw section.error(key, "needs either env or file");
        }
        return env.isPresent() ? ofEnvironment(env.get()) : ofFile(from.get());
    }

    private Secret ofEnvironment(String variable) throws SettingsException {
        String value = System.getenv(variable);
        if (value == null || value.isEmpty()) {
            throw section.error(key, "the environment variable " + variable + " is not set");
        }
        return Secret.of(value);
    }

    private Secret ofFile(Path file) throws SettingsException {
        try {
            return Secret.of(Files.readString(file).replaceFirst("\r?\n\\z", ""));
        } catch (IOException e) {
            // The exception is not a cause on purpose: a decoding error could quote the content.
            throw section.error(key, "cannot read the secret file " + file + ": " + IoReason.of(e));
        }
    }
}
