package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions.EventData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A small Ansible project of {@code src/test/projects/<name>}: what lies there is the project; {@code hosts} has a line
 * per host (local when it does not say otherwise; {@code web1} alone when it is missing), {@code run.json} how it is
 * run:
 *
 * <pre>
 * cmdline    list of further arguments
 * envvars    environment
 * extravars  extra variables
 * vault      a vault password
 * module, args, hosts   an ad-hoc run instead of site.yml
 * omit_event_data, only_failed_event_data   ansible-runner's options of these names
 * rc         the exit code to expect, 0 by default
 * unordered  several hosts: compare without regard to the order
 * free       no common pace: chance decides who shows a banner
 * own_text   text that names the callback differs: compare without counters and line numbers
 * absent     texts that may appear nowhere
 * </pre>
 */
record ParityProject(String name, Path source, JsonNode run) {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of("src/test/projects");

    static List<ParityProject> all() {
        try (Stream<Path> dirs = Files.list(ROOT)) {
            return dirs.filter(dir -> Files.exists(dir.resolve("run.json")))
                    .sorted()
                    .map(ParityProject::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ParityProject of(Path dir) {
        try {
            JsonNode run = JSON.readTree(dir.resolve("run.json").toFile());
            return new ParityProject(dir.getFileName().toString(), dir, run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean flag(String key) {
        return run.path(key).asBoolean(false);
    }

    /** The options about the record of its events. */
    CaptureOptions capture() {
        return CaptureOptions.defaults()
                .withEventData(EventData.of(flag("omit_event_data"), flag("only_failed_event_data")));
    }

    /** Makes a private data directory of ansible-runner with a copy of the project. */
    void copyTo(Path privateData) throws IOException {
        Path project = privateData.resolve("project");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                copy(file, project.resolve(source.relativize(file).toString()));
            }
        }
        Files.createDirectories(privateData.resolve("inventory"));
        Files.createDirectories(privateData.resolve("env"));
        Files.writeString(privateData.resolve("inventory/hosts"), inventory());
        Files.writeString(privateData.resolve("env/envvars"), environment().toString());
        Files.writeString(
                privateData.resolve("env/extravars"),
                run.path("extravars").isObject() ? run.get("extravars").toString() : "{}");
        Files.writeString(privateData.resolve("env/cmdline"), String.join(" ", arguments()));
        if (run.has("vault")) {
            Files.writeString(project.resolve("vault.txt"), run.get("vault").asText());
        }
    }

    private void copy(Path from, Path to) throws IOException {
        if (!from.equals(source.resolve("run.json")) && !from.equals(source.resolve("hosts"))) {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        }
    }

    /** Arguments of {@code ansible-runner run} that say what is run. */
    List<String> whatToRun() {
        var words = new ArrayList<>(
                run.has("module")
                        ? List.of("-m", text("module"), "-a", text("args"), "--hosts", text("hosts"))
                        : List.of("-p", "site.yml"));
        Stream.of("omit_event_data", "only_failed_event_data")
                .filter(this::flag)
                .forEach(option -> words.add("--" + option.replace('_', '-')));
        return words;
    }

    ObjectNode environment() {
        return run.path("envvars").isObject() ? run.get("envvars").deepCopy() : JSON.createObjectNode();
    }

    Map<String, String> variables() {
        return environment().properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asText()));
    }

    private String text(String key) {
        return run.path(key).asText();
    }

    private List<String> arguments() {
        var arguments = new ArrayList<String>();
        StreamSupport.stream(run.path("cmdline").spliterator(), false)
                .map(JsonNode::asText)
                .forEach(arguments::add);
        if (run.has("vault")) {
            arguments.addAll(List.of("--vault-password-file", "vault.txt"));
        }
        return arguments;
    }

    private String inventory() throws IOException {
        Path hosts = source.resolve("hosts");
        List<String> lines = Files.exists(hosts) ? Files.readAllLines(hosts) : List.of("web1");
        return lines.stream().map(ParityProject::host).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String host(String line) {
        return line.startsWith("[") || line.contains("ansible_connection")
                ? line
                : line + " ansible_connection=local ansible_python_interpreter=\"{{ ansible_playbook_python }}\"";
    }
}
