package io.jenkins.plugins.ansibleevents.engine.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ansible-runner's private data directory as a request:
 *
 * <pre>
 * env/settings    timeouts, fact cache, ... (YAML or JSON)      {@link RunnerSettings}
 * env/envvars     environment variables (YAML or JSON)
 * env/extravars   extra variables, passed on as a file, so it may be encrypted by ansible-vault
 * env/passwords   regular expressions of prompts and answers: {@link PasswordPrompts}
 * env/cmdline     further arguments, written as for a shell
 * env/ssh_key     a private key
 * inventory       the inventory unless another one is named
 * project         the working directory; the private data directory itself when missing
 * </pre>
 *
 * <p>Everything is optional. Differences to ansible-runner: host key checking stays on; {@code args} (a whole command
 * line) is refused.
 *
 * @param directory the private data directory, absolute
 * @param request the values of the files, to be completed with a playbook or a module
 * @param inventory the inventory for a run that names none; empty when there is none
 * @param settings {@code env/settings}
 * @param warnings lines for the user about values without effect
 */
public record PrivateDataDir(
        Path directory,
        PlaybookRequestBuilder request,
        Optional<Inventory> inventory,
        RunnerSettings settings,
        List<String> warnings) {

    /**
     * Reads a private data directory.
     *
     * @param arguments words that take the place of {@code env/cmdline}; null to read that file
     * @throws SettingsException when a file cannot be read or has a value that cannot be used
     * @throws PlaybookRequestException when a value cannot be part of a request
     */
    public static PrivateDataDir read(Path directory, @CheckForNull List<String> arguments) throws SettingsException {
        return new Reader(existing(directory)).read(arguments);
    }

    /**
     * The absolute path of a private data directory.
     *
     * @throws SettingsException when there is no such directory
     */
    public static Path existing(Path directory) throws SettingsException {
        if (!Files.isDirectory(directory)) {
            throw new SettingsException(directory + ": no such directory");
        }
        return directory.toAbsolutePath().normalize();
    }

    /** {@code project}; in a directory without one, the directory itself is the project. */
    public static Path projectOf(Path directory) {
        Path project = directory.resolve("project");
        return Files.isDirectory(project) ? project : directory;
    }

    private static final class Reader {

        private final Path directory;
        private final Path env;
        private final List<String> warnings = new ArrayList<>();
        private final PlaybookRequestBuilder request = PlaybookRequest.builder();

        Reader(Path directory) {
            this.directory = directory;
            this.env = directory.resolve("env");
        }

        PrivateDataDir read(@CheckForNull List<String> arguments) throws SettingsException {
            mustNotHaveArgs();
            request.directory(projectOf(directory).toString());
            RunnerSettings settings = RunnerSettings.of(section("settings"), warnings);
            environment();
            Path extraVars = env.resolve("extravars");
            if (isThere(extraVars)) {
                mustBeFile(extraVars);
                request.extraVars(ExtraVars.file(extraVars.toString()));
            }
            arguments(
                    arguments != null
                            ? arguments
                            : ShellWords.split("env/cmdline", text("cmdline").orElse("")));
            Path inventory = directory.resolve("inventory");
            Optional<Inventory> sources =
                    Files.exists(inventory) ? Optional.of(Inventory.path(inventory.toString())) : Optional.empty();
            return new PrivateDataDir(directory, request, sources, settings, List.copyOf(warnings));
        }

        private void mustNotHaveArgs() throws SettingsException {
            if (Files.exists(directory.resolve("args"))) {
                throw new SettingsException(directory.resolve("args")
                        + ": whole command lines are not run; name the playbook and put the other arguments into "
                        + env.resolve("cmdline"));
            }
        }

        private void environment() throws SettingsException {
            Section variables = section("envvars");
            for (String name : variables.keys()) {
                JsonNode value = variables.raw(name);
                if (value.isContainerNode()) {
                    throw variables.error(name, "must be text, a number, true or false");
                }
                request.environment(name, pythonText(value));
            }
        }

        /** The text of Python's {@code str}, which ansible-runner passes on. */
        private static String pythonText(JsonNode value) {
            if (value.isBoolean()) {
                return value.booleanValue() ? "True" : "False";
            }
            if (value.isIntegralNumber()) {
                return value.bigIntegerValue().toString();
            }
            return value.isNull() ? "None" : value.isDouble() ? pythonText(value.doubleValue()) : value.asText();
        }

        private static String pythonText(double value) {
            double size = Math.abs(value);
            String plain = BigDecimal.valueOf(value).toPlainString();
            if (size != 0 && (size < 1e-4 || size >= 1e16)) {
                return Double.toString(value)
                        .replace(".0E", "e")
                        .replace("E", "e")
                        .replaceFirst("e(?!-)", "e+");
            }
            return plain.contains(".") ? plain : plain + ".0";
        }

        private void arguments(List<String> words) throws SettingsException {
            AskingArguments asked = AskingArguments.split(words);
            Optional<String> key = text("ssh_key").filter(pem -> !pem.isBlank());
            var prompts = new PasswordPrompts(asked, key.isPresent());
            Section passwords = section("passwords");
            for (String expression : passwords.keys()) {
                JsonNode answer = passwords.raw(expression);
                if (answer.isNull()) {
                    continue; // a key without a value; the check of the password reports it where it is needed
                }
                if (!answer.isValueNode()) {
                    throw passwords.error(expression, "must be the answer to a prompt: a text, which may be empty");
                }
                prompts.add(expression, Secret.of(answer.asText()));
            }
            prompts.apply(request);
            request.extraArguments(asked.words().toArray(String[]::new));
            key.ifPresent(pem -> request.sshKey(new SshKey("env/ssh_key", Secret.of(pem), prompts.passphrase())));
        }

        /** Whether there is such a file. A run without a file that somebody meant to give would do something else. */
        private boolean isThere(Path file) throws SettingsException {
            if (Files.isDirectory(env) && !Files.isExecutable(env)) {
                throw new SettingsException(env + ": cannot be read: permission denied");
            }
            if (Files.exists(file)) {
                return true;
            }
            if (Files.isSymbolicLink(file)) {
                throw new SettingsException(file + ": is a link to a file that does not exist");
            }
            return false;
        }

        private static void mustBeFile(Path file) throws SettingsException {
            if (Files.isDirectory(file)) {
                throw new SettingsException(file + ": cannot be read: is a directory");
            }
            if (!Files.isReadable(file)) {
                throw new SettingsException(file + ": cannot be read: permission denied");
            }
        }

        private Section section(String name) throws SettingsException {
            Path file = env.resolve(name);
            return isThere(file) ? SettingsFile.read(file) : SettingsFile.parse("", file.toString(), env);
        }

        private Optional<String> text(String name) throws SettingsException {
            Path file = env.resolve(name);
            if (!isThere(file)) {
                return Optional.empty();
            }
            try {
                return Optional.of(Files.readString(file));
            } catch (IOException e) {
                // The exception is not a cause on purpose: a decoding error could quote the content.
                throw new SettingsException(file + ": cannot be read: " + IoReason.of(e));
            }
        }
    }
}
