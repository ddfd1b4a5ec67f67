package io.jenkins.plugins.ansibleevents.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, as a user starts it, in a private data directory that a test fills. */
public final class CommandRun {

    /**
     * The result of a command.
     *
     * @param exitCode of the process
     * @param out its standard output
     * @param err its standard error
     */
    public record Result(int exitCode, String out, String err) {}

    private final Path home;
    private final List<String> javaOptions = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    public CommandRun(Path home) throws IOException {
        this.home = Files.createDirectories(home);
        boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "ansible-playbook")));
        if (!there && System.getenv("CI") != null) {
            throw new IllegalStateException("ansible-playbook is not on the PATH; bin/test installs it");
        }
        assumeTrue(there, "ansible-playbook is not on the PATH");
        file("inventory/hosts", "one ansible_connection=local\ntwo ansible_connection=local\n");
    }

    Path home() {
        return home;
    }

    Path artifacts() {
        return home.resolve("artifacts");
    }

    public CommandRun file(String name, String content) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** A playbook of one play over all hosts; tasks are indented by four. */
    CommandRun playbook(String tasks) throws IOException {
        return file("project/site.yml", "- name: Play\n  hosts: all\n  gather_facts: false\n  tasks:\n" + tasks);
    }

    public CommandRun environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    CommandRun onATerminal() {
        javaOptions.add("-Dansible-events.terminal=true");
        javaOptions.add("-Dansible-events.columns=200");
        return this;
    }

    /** Starts {@code ansible-events run HOME ...} with the ident {@code test}. */
    Process start(String... arguments) throws IOException {
        return startAs("test", arguments);
    }

    /** The same with another ident. */
    Process startAs(String ident, String... arguments) throws IOException {
        var words = new ArrayList<>(List.of("run", home.toString(), "--ident", ident));
        words.addAll(List.of(arguments));
        return process(words);
    }

    /** Any other command of {@code ansible-events} for this directory: {@code NAME HOME ...}. */
    Result command(String name, String... arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(name, home.toString()));
        words.addAll(List.of(arguments));
        return end(process(words));
    }

    private Process process(List<String> words) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AnsibleEvents.class.getName()));
        command.addAll(words);
        // A test run in the background ignores SIGINT, and so would everything it starts.
        command.addAll(0, List.of("env", "--default-signal=INT"));
        var process = new ProcessBuilder(command)
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        process.environment().putAll(environment);
        return process.start();
    }

    public Result run(String... arguments) throws IOException, InterruptedException {
        return end(start(arguments));
    }

    Result end(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("the command did not end; it printed: " + text("out") + text("err"));
        }
        return new Result(process.exitValue(), text("out"), text("err"));
    }

    String text(String name) throws IOException {
        return Files.readString(home.resolve(name), StandardCharsets.UTF_8);
    }

    /** A file of the run directory. */
    public Path artifact(String name) {
        return artifacts().resolve("test").resolve(name);
    }

    /** Counter and type of every recorded event. */
    List<String> story() throws IOException {
        return events().stream()
                .map(event -> event.head().counter() + " " + event.head().event())
                .toList();
    }

    /** The keys of all messages of the run for a receiver, in order. */
    List<String> keys(String lastStatus) throws IOException {
        var keys = new ArrayList<>(List.of("test-starting", "test-running"));
        events().forEach(event -> keys.add(event.head().uuid()));
        keys.add("test-" + lastStatus);
        return keys;
    }

    private List<EventLine> events() throws IOException {
        var events = new ArrayList<EventLine>();
        for (String line : Files.readAllLines(artifact("events.jsonl"))) {
            events.add(EventLine.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
        return events;
    }

    /** The file of a host's facts; from ansible-core 2.19 on its name begins with {@code s1_}. */
    static Path factsIn(Path directory, String host) {
        Path old = directory.resolve(host);
        return Files.exists(old) ? old : directory.resolve("s1_" + host);
    }
}
