package io.jenkins.plugins.ansibleevents.engine.playbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The words, environment and private files with which a host runs a {@link PlaybookRequest}. No secret is among the
 * words or in the environment: Ansible reads passwords and extra variables from {@link #files}, ssh reads keys from an
 * agent.
 *
 * @param argv the program and its arguments
 * @param environment variables to add to the environment of the host of the run
 * @param files the files that must be in the private directory before Ansible starts; those below {@code secrets/} are
 *     read by Ansible before its first play and may be deleted then
 */
public record CommandLine(List<String> argv, Map<String, String> environment, List<PrivateFile> files) {

    /** The directory below the private directory for files that hold secrets. */
    public static final String SECRETS = "secrets";

    /** Expressions of prompts and their answers, for {@code terminal.py}: a list of pairs in JSON. */
    public static final String PROMPTS = SECRETS + "/prompts";

    private static final ObjectMapper JSON = new ObjectMapper();

    public CommandLine {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
    }

    /**
     * The command line of a request.
     *
     * @param privateDirectory the absolute path of the private directory on the host of the run
     */
    public static CommandLine of(PlaybookRequest request, String privateDirectory) {
        var composer = new Composer(request, privateDirectory);
        composer.compose();
        return new CommandLine(composer.argv, environmentOf(request, composer.mounts), composer.files);
    }

    /** The same with one more variable. */
    public CommandLine with(String variable, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new CommandLine(argv, more, files);
    }

    /** The file with the answers of a request. */
    public static PrivateFile prompts(PlaybookRequest request) {
        List<List<String>> pairs = request.promptAnswers().stream()
                .map(prompt -> List.of(prompt.expression(), prompt.typed()))
                .toList();
        try {
            return new PrivateFile(PROMPTS, JSON.writeValueAsBytes(pairs), false);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answers to prompts", e);
        }
    }

    /** The words for display, masked where somebody passed a secret among the extra arguments. */
    public List<String> redacted(Redactor redactor) {
        return argv.stream().map(redactor::redact).toList();
    }

    /** The variables on {@link ShownEnvironment}'s allow-list, masked. */
    public Map<String, String> redactedEnvironment(Redactor redactor) {
        return ShownEnvironment.of(environment).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> redactor.redact(entry.getValue())));
    }

    private static Map<String, String> environmentOf(PlaybookRequest request, Mounts mounts) {
        Surroundings surroundings = request.surroundings();
        var environment = new LinkedHashMap<String, String>();
        // Both as in ansible-runner: no *.retry files beside playbooks, and no delay of text.
        environment.put("ANSIBLE_RETRY_FILES_ENABLED", "False");
        environment.put("PYTHONUNBUFFERED", "1");
        if (surroundings.isolation() instanceof Container container && container.isPodman()) {
            // As in ansible-runner: a file that is mounted cannot be replaced by another one.
            environment.put("ANSIBLE_UNSAFE_WRITES", "1");
        }
        environment.putAll(surroundings.environment());
        if (surroundings.config() != null) {
            environment.put("ANSIBLE_CONFIG", mounts.inside(surroundings.config()));
        }
        if (!surroundings.rolesPath().isEmpty()) {
            environment.put(
                    "ANSIBLE_ROLES_PATH",
                    surroundings.rolesPath().stream().map(mounts::inside).collect(Collectors.joining(":")));
        }
        if (surroundings.factCache() != null) {
            environment.put("ANSIBLE_CACHE_PLUGIN", "jsonfile");
            environment.put("ANSIBLE_CACHE_PLUGIN_CONNECTION", mounts.inside(surroundings.factCache()));
        }
        if (!request.connection().hostKeyChecking()) {
            environment.put("ANSIBLE_HOST_KEY_CHECKING", "False");
        }
        return environment;
    }

    /** Builds words and files in one pass, in ansible-runner's order of arguments. */
    private static final class Composer {

        private final PlaybookRequest request;
        private final String privateDirectory;
        private final Mounts mounts;
        private final List<String> argv = new ArrayList<>();
        private final List<PrivateFile> files = new ArrayList<>();

        Composer(PlaybookRequest request, String privateDirectory) {
            this.request = request;
            this.privateDirectory = privateDirectory;
            Isolation isolation = request.surroundings().isolation();
            this.mounts = isolation == null ? new Mounts(List.of()) : isolation.mounts();
        }

        void compose() {
            argv.add(request.work().program());
            request.extraArguments().forEach(word -> argv.add(mounts.insideWord(word)));
            request.inventories().forEach(this::inventory);
            option("--limit", request.selection().limit());
            request.extraVars().forEach(this::extraVars);
            mode();
            selection();
            connection();
            become();
            request.vaultPasswords().forEach(this::vault);
            work();
        }

        private void inventory(Inventory inventory) {
            if (inventory instanceof Inventory.PathSource source) {
                option("-i", mounts.inside(source.path()));
            } else if (inventory instanceof Inventory.HostList list) {
                option("-i", String.join(",", list.names()) + ",");
            } else {
                var inline = (Inventory.InlineText) inventory;
                option("-i", file("inventory/source-" + files.size(), inline.text(), inline.executable()));
            }
        }

        private void extraVars(ExtraVars source) {
            if (source instanceof ExtraVars.FileSource named) {
                option("-e", "@" + mounts.inside(named.path()));
            } else if (source instanceof ExtraVars.Data data) {
                option("-e", "@" + secret("extravars-" + files.size() + ".yml", DataFile.of(data.values())));
            } else {
                var templates = (ExtraVars.Templates) source;
                option(
                        "-e",
                        "@"
                                + secret(
                                        "extravars-" + files.size() + ".json",
                                        templates.values().toString()));
            }
        }

        private void mode() {
            Mode mode = request.mode();
            if (mode.verbosity() > 0) {
                argv.add("-" + "v".repeat(mode.verbosity()));
            }
            if (mode.forks() > 0) {
                option("--forks", Integer.toString(mode.forks()));
            }
            flag("--check", mode.check());
            flag("--diff", mode.diff());
        }

        private void selection() {
            Selection selection = request.selection();
            if (request.work() instanceof Work.AdHoc) {
                return; // no tasks to choose from: ansible knows none of these options
            }
            if (!selection.tags().isEmpty()) {
                option("--tags", String.join(",", selection.tags()));
            }
            if (!selection.skipTags().isEmpty()) {
                option("--skip-tags", String.join(",", selection.skipTags()));
            }
            if (selection.startAtTask() != null) {
                // Option and value are one word, because the name of a task may start with '-'.
                argv.add("--start-at-task=" + selection.startAtTask());
            }
        }

        private void connection() {
            Connection connection = request.connection();
            option("--user", connection.user());
            option("--connection", connection.type());
            Secret password = connection.password();
            if (password != null) {
                // Ansible reads the connection password from here.
                option("--connection-password-file", password("connection-password", password.reveal()));
            }
        }

        private void become() {
            Become become = request.become();
            flag("--become", become.enabled());
            option("--become-user", become.user());
            option("--become-method", become.method());
            Secret password = become.password();
            if (password != null) {
                // Ansible reads the become password from here.
                option("--become-password-file", password("become-password", password.reveal()));
            }
        }

        private void vault(VaultPassword vault) {
            // Ansible reads the vault password from here.
            String path =
                    secret("vault-password-" + files.size(), vault.password().reveal());
            option("--vault-id", vault.label() + "@" + path);
        }

        private void work() {
            if (request.work() instanceof Work.AdHoc adHoc) {
                option("-m", adHoc.module());
                option("-a", adHoc.arguments());
                argv.add(adHoc.hosts());
            } else {
                ((Work.Playbooks) request.work()).paths().forEach(path -> argv.add(mounts.inside(path)));
            }
        }

        private void flag(String name, boolean set) {
            if (set) {
                argv.add(name);
            }
        }

        private void option(String name, String value) {
            if (value != null) {
                argv.add(name);
                argv.add(value);
            }
        }

        /**
         * A file from which Ansible reads a password. Ansible strips blanks from both ends of a file, but not from the
         * output of a program, so a password with blanks there becomes a program. The password of a vault needs none,
         * because every tool that encrypts a vault strips them, too.
         */
        private String password(String name, String password) {
            if (password.equals(password.strip())) {
                return secret(name, password);
            }
            String quoted = "'" + password.replace("'", "'\\''") + "'";
            return file(SECRETS + "/" + name, "#!/bin/sh\nprintf %s " + quoted + "\n", true);
        }

        private String secret(String name, String content) {
            return file(SECRETS + "/" + name, content, false);
        }

        private String file(String name, String content, boolean executable) {
            files.add(new PrivateFile(name, content.getBytes(StandardCharsets.UTF_8), executable));
            return privateDirectory + "/" + name;
        }
    }
}
