package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleHere;
import io.jenkins.plugins.ansibleevents.engine.runner.AnsibleInstallation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row is a command line with its files, run by a real ansible-runner and by ours: exit code, what is shown, and the
 * record are the same. These are the rows that {@code docs/ansible-runner.md} calls the same.
 */
@Execution(ExecutionMode.CONCURRENT)
class RunnerParityOfOptionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ROLE =
            "- debug: {msg: \"{{ x | default('none') }} {{ x | default('none') | type_debug }}\"}\n";

    private static final String FAILS = """
            - hosts: all
              gather_facts: false
              tasks:
                - {fail: {msg: ignored}, ignore_errors: true}
                - {fail: {msg: "no"}, when: inventory_hostname == 'one'}
            """;

    private static final String KEEPS_A_FACT = """
            - hosts: all
              gather_facts: false
              tasks:
                - {set_fact: {colour: red, cacheable: true}, when: colour is not defined}
                - debug: {var: colour}
            """;

    private static final String CALLBACK = """
            from ansible.plugins.callback import CallbackBase
            class CallbackModule(CallbackBase):
                CALLBACK_VERSION = 2.0
                CALLBACK_TYPE = 'notification'
                CALLBACK_NAME = 'mine'
                def v2_playbook_on_stats(self, stats):
                    self._display.display('the callback was here')
            """;

    private static final String SCRIPT = """
            #!/bin/sh
            echo '{"all": {"hosts": ["three"], "vars": {"ansible_connection": "local"}}}'
            """;

    @TempDir
    Path directory;

    private static AnsibleInstallation runner;

    /** A command line; {@code DIR} stands for the private data directory, {@code WORK} for the one it is called in. */
    private record Row(String words, int exitCode, Map<String, String> files, Map<String, String> environment) {

        static Row of(int exitCode, String words) {
            return new Row(words, exitCode, new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        Row file(String name, String content) {
            files.put(name, content);
            return this;
        }

        Row variable(String name, String value) {
            environment.put(name, value);
            return this;
        }

        @Override
        public String toString() {
            return words + " " + environment + " " + files.keySet();
        }
    }

    /** What a run has left behind, in words that are the same for both programs. */
    private record Outcome(int exitCode, String out, Map<String, Object> record) {}

    static Stream<Row> same() {
        return Stream.of(
                Row.of(0, "run DIR -p site.yml --limit two --forks 3 -v"),
                Row.of(0, "run DIR -p site.yml -j"),
                Row.of(0, "run DIR -p site.yml -j -q"),
                Row.of(2, "run DIR -p site.yml --omit-event-data").file("project/site.yml", FAILS),
                Row.of(2, "run DIR -p site.yml --only-failed-event-data").file("project/site.yml", FAILS),
                Row.of(0, "run DIR -p site.yml --artifact-dir DIR/../kept --inventory hosts"),
                Row.of(0, "run DIR -p site.yml --project-dir private/elsewhere --rotate-artifacts 2")
                        .file("artifacts/a/status", "successful")
                        .file("artifacts/b/status", "successful")
                        .file("artifacts/c/status", "successful"),
                // What to run.
                Row.of(0, "run DIR -m command -a pwd --hosts one"),
                Row.of(0, "run DIR -a msg=said --hosts one:two").variable("RUNNER_MODULE", "debug"),
                Row.of(0, "run DIR")
                        .variable("RUNNER_PLAYBOOK", "site.yml")
                        .file("env/settings", "{\"suppress_output_file\": true}"),
                Row.of(0, "run DIR --roles-path DIR/more --role-skip-facts --role-vars x=3 --hosts two")
                        .variable("RUNNER_ROLE", "hello")
                        .file("more/hello/tasks/main.yml", ROLE),
                Row.of(0, "run DIR -r hello --roles-path more:most --role-skip-facts")
                        .file("project/more/other/tasks/main.yml", ROLE)
                        .file("project/most/hello/tasks/main.yml", ROLE),
                Row.of(0, "run DIR -r hello --role-skip-facts")
                        .variable("ANSIBLE_ROLES_PATH", "DIR/more")
                        .file("more/hello/tasks/main.yml", ROLE)
                        .file("roles/other/tasks/main.yml", ROLE),
                Row.of(0, "run DIR -r hello --role-skip-facts")
                        .file("env/envvars", "ANSIBLE_ROLES_PATH: ../more")
                        .file("more/hello/tasks/main.yml", ROLE)
                        .file("roles/hello/tasks/main.yml", "- fail:"),
                Row.of(0, "run DIR -r hello --role-skip-facts")
                        .file("project/ansible.cfg", "[defaults]\nroles_path = ../more\n")
                        .file("more/hello/tasks/main.yml", ROLE)
                        .file("roles/other/tasks/main.yml", ROLE),
                // How it is written.
                Row.of(0, "--debug run DIR -p site.yml -q --limit one"),
                Row.of(0, "--logfile DIR/../log --rotate-artifacts 7 run DIR -p site.yml -vq"),
                Row.of(0, "run --play=site.yml --lim one private/"),
                Row.of(0, "run -psite.yml private/project/.. -vq"),
                Row.of(
                        0,
                        "run DIR -p site.yml --limit two --forks 2 --limit one --forks 1 --cmdline '-e what=1' --cmdline '-e what=2'"),
                Row.of(
                        0,
                        "run DIR -p site.yml --project-dir nowhere --project-dir private/elsewhere -q -q --inventory hosts"),
                Row.of(0, "run DIR -p site.yml --cmdline=").file("env/cmdline", "--limit one"),
                // Files.
                Row.of(0, "run DIR -p DIR/elsewhere/site.yml --inventory private/more")
                        .file("more", SCRIPT),
                Row.of(0, "run DIR -p site.yml")
                        .file("env/extravars", "{\"what\": \"grüß\"}")
                        .file("env/envvars", "{\"WHAT\": 3, \"X\": true}")
                        .file("env/cmdline", "--limit 'one:!two'\n -e \"more='a b'\"\n"),
                Row.of(0, "run DIR -p site.yml --cmdline '-e what=option'")
                        .file("env/extravars", "what: file")
                        .file("env/cmdline", "--limit two"),
                Row.of(0, "run DIR -p site.yml")
                        .file("env/settings", "")
                        .file("env/envvars", "")
                        .file("env/passwords", "")
                        .file("env/cmdline", "")
                        .file("env/ssh_key", ""),
                Row.of(1, "run DIR -p site.yml --limit nobody"),
                Row.of(0, "run DIR -p site.yml").file("env/settings", "suppress_ansible_output: true"),
                Row.of(0, "run DIR -p site.yml")
                        .file("project/site.yml", KEEPS_A_FACT)
                        .file("env/settings", "fact_cache: kept\nfact_cache_type: jsonfile")
                        .file("artifacts/parity/kept/two", "{\"colour\": \"blue\"}"),
                Row.of(0, "run DIR -p site.yml")
                        .variable("ANSIBLE_CALLBACK_PLUGINS", "DIR/plugins")
                        .variable("ANSIBLE_STDOUT_CALLBACK", "minimal")
                        .file("plugins/mine.py", CALLBACK));
    }

    /** Refused by both: there by exit code 1 or 2, here by 2. */
    static Stream<Row> refused() {
        return Stream.of(
                Row.of(2, ""),
                Row.of(2, "run"),
                Row.of(2, "run DIR"),
                Row.of(2, "run DIR more -p site.yml"),
                Row.of(2, "run DIR -p site.yml -r hello"),
                Row.of(2, "run DIR -p site.yml --hosts one"),
                Row.of(2, "run DIR -p site.yml --no-such-thing"),
                Row.of(2, "run DIR -p site.yml --inventory nowhere"),
                Row.of(2, "run DIR/inventory/hosts -p site.yml"),
                Row.of(2, "run DIR -p site.yml").file("env/cmdline", "-e 'never ends"));
    }

    @BeforeAll
    static void needAnsibleRunner() {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("there is no ansible-runner; bin/test installs it");
        }
        runner = all.get(0);
    }

    @ParameterizedTest
    @MethodSource
    void same(Row row) throws Exception {
        Outcome theirs = run("real", row);
        Outcome ours = run("ours", row);

        assertThat(theirs.exitCode()).as(theirs.out()).isEqualTo(row.exitCode());
        assertThat(ours.exitCode()).as(ours.out()).isEqualTo(row.exitCode());
        assertThat(theirs.record()).containsKey("parity/rc");
        assertThat(ours.record()).containsExactlyInAnyOrderEntriesOf(theirs.record());
        assertThat(ours.out()).startsWith(theirs.out());
        assertThat(ours.out().isEmpty()).isEqualTo(theirs.out().isEmpty());
    }

    @ParameterizedTest
    @MethodSource
    void refused(Row row) throws Exception {
        Outcome theirs = run("real", row);
        Outcome ours = run("ours", row);

        assertThat(theirs.exitCode()).as(theirs.out()).isBetween(1, 2);
        assertThat(ours.exitCode()).as(ours.out()).isEqualTo(row.exitCode());
        assertThat(theirs.record()).doesNotContainKey("parity/rc");
        assertThat(ours.record()).isEmpty();
    }

    private Outcome run(String who, Row row) throws IOException, InterruptedException {
        Path work = Files.createDirectories(directory.resolve("a place").resolve(who));
        Path home = data(work.resolve("private"), row);
        var command = new ArrayList<String>(who.equals("ours") ? ours() : theirs());
        for (String word : words(row.words())) {
            command.add(word.replace("DIR", home.toString()));
        }
        boolean runs = row.words().contains("run DIR ")
                || row.words().contains("run -")
                || row.words().endsWith("DIR");
        if (runs) {
            command.addAll(List.of("--ident", "parity"));
            if (who.equals("ours")) {
                command.add("--job-events");
            }
        }
        File out = work.resolve("out").toFile();
        var process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out)
                .redirectError(work.resolve("err").toFile());
        process.environment().clear();
        process.environment().putAll(runner.environment());
        // Hosts one after the other: their events have an order.
        process.environment().put("ANSIBLE_FORKS", "1");
        row.environment()
                .forEach((name, value) -> process.environment().put(name, value.replace("DIR", home.toString())));
        int exitCode = process.start().waitFor();
        Path kept = home.resolve("../kept");
        Path artifacts = Files.isDirectory(kept) ? kept : home.resolve("artifacts");
        return new Outcome(exitCode, shown(Files.readString(out.toPath()), home), record(artifacts, home));
    }

    private static List<String> theirs() {
        return List.of(runner.bin().resolve("ansible-runner").toString());
    }

    private static List<String> ours() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AnsibleEvents.class.getName());
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        Stream.of(line.split(" (?=(?:[^']*'[^']*')*[^']*$)"))
                .filter(word -> !word.isEmpty())
                .forEach(word -> words.add(word.replace("'", "")));
        return words;
    }

    private static Path data(Path home, Row row) throws IOException {
        var files = new LinkedHashMap<String, String>();
        String site = """
                - name: Play
                  hosts: all
                  gather_facts: false
                  tasks:
                    - debug: {msg: "{{ what | default('nothing') }} {{ more | default('') }} {{ lookup('env', 'WHAT') }}"}
                """;
        files.put("project/site.yml", site);
        files.put("elsewhere/site.yml", site.replace("Play", "Play elsewhere"));
        String local = " ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n";
        files.put("inventory/hosts", "one" + local + "two" + local);
        files.putAll(row.files());
        long time = 1_000_000;
        for (Map.Entry<String, String> entry : files.entrySet()) {
            Path file = home.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, entry.getValue());
            if (entry.getValue().startsWith("#!")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            if (entry.getKey().startsWith("artifacts/")) {
                time += 1000;
                file.getParent().toFile().setLastModified(time);
            }
        }
        return home;
    }

    /** Text without what differs by chance; of lines of JSON only what they are about. */
    private static String shown(String text, Path home) throws IOException {
        if (text.startsWith("{")) {
            var events = new ArrayList<JsonNode>();
            for (String line : text.lines().toList()) {
                events.add(JSON.readTree(line));
            }
            return String.join("\n", about(events, home));
        }
        return plain(text, home);
    }

    private static String plain(String text, Path home) {
        return text.replace(home.toString(), "DIR")
                .lines()
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static String about(JsonNode event, Path home) {
        JsonNode data = event.path("event_data");
        return numbers(event.path("event").asText())
                        .map(key -> event.path(key).asText())
                        .collect(Collectors.joining(" "))
                + Stream.of("playbook", "play", "task", "host")
                        .map(key -> " " + roleFile(data.path(key).asText(), home))
                        .collect(Collectors.joining())
                + (data.path("res").isObject() && !event.path("event").asText().equals("runner_on_skipped")
                        ? " with a result "
                        : " ")
                + plain(event.path("stdout").asText(), home);
    }

    /** When a host begins, before or after the result of the one before it, is chance. */
    private static Stream<String> numbers(String type) {
        return switch (type) {
            case "runner_on_start" -> Stream.of("event");
            case "runner_on_ok", "runner_on_failed", "runner_on_skipped" ->
                Stream.of("event", "start_line", "end_line");
            default -> Stream.of("counter", "event", "start_line", "end_line");
        };
    }

    /** With the beginnings of a task's hosts before its results. */
    private static List<JsonNode> startsFirst(List<JsonNode> events) {
        var sorted = new ArrayList<JsonNode>();
        int place = 0;
        for (JsonNode event : events) {
            boolean isStart = event.path("event").asText().equals("runner_on_start");
            sorted.add(isStart ? place : sorted.size(), event);
            if (isStart) {
                place++;
            } else if (!event.path("event").asText().startsWith("runner_on_")) {
                place = sorted.size();
            }
        }
        return sorted;
    }

    /** The playbook of a role has a name that is made up. */
    private static String roleFile(String word, Path home) {
        return word.replace(home.toString(), "DIR")
                .replaceFirst("^(.*/)?([0-9a-f]{32}|role-hello-[0-9a-f]+\\.yml)$", "ROLE");
    }

    private static Map<String, Object> record(Path artifacts, Path home) throws IOException {
        var record = new LinkedHashMap<String, Object>();
        if (!Files.isDirectory(artifacts)) {
            return record;
        }
        try (Stream<Path> runs = Files.list(artifacts)) {
            for (Path run : runs.toList()) {
                String name = run.getFileName() + "/";
                record.put(name, "is there");
                for (String file : List.of("rc", "status", "stdout")) {
                    if (Files.exists(run.resolve(file))) {
                        record.put(name + file, shownIn(run.resolve(file), home));
                    }
                }
                if (Files.exists(run.resolve("command"))) {
                    record.put(
                            name + "command",
                            command(JSON.readTree(run.resolve("command").toFile()), home));
                    record.put(name + "events", events(run.resolve("job_events"), home));
                }
                record.put(name + "facts", facts(run.resolve("kept"), home));
            }
        }
        return record;
    }

    /** With {@code -j} theirs holds the events; ours the text, always. */
    private static String shownIn(Path file, Path home) throws IOException {
        String text = Files.readString(file);
        if (!text.startsWith("{")) {
            return plain(text, home);
        }
        var shown = new StringBuilder();
        for (String line : text.lines().toList()) {
            shown.append(JSON.readTree(line).path("stdout").asText()).append('\n');
        }
        return plain(shown.toString(), home);
    }

    private static List<String> command(JsonNode command, Path home) {
        var words = new ArrayList<String>();
        command.path("command").forEach(word -> words.add(roleFile(word.asText(), home)));
        words.set(0, String.valueOf(Path.of(words.get(0)).getFileName()));
        words.add("in "
                + Path.of(home.getParent().toString(), "/")
                        .resolve(command.path("cwd").asText())
                        .normalize()
                        .toString()
                        .replace(home.toString(), "DIR"));
        return words;
    }

    private static List<String> events(Path directory, Path home) throws IOException {
        var events = new ArrayList<JsonNode>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                events.add(JSON.readTree(file.toFile()));
            }
        }
        events.sort(Comparator.comparingLong(event -> event.path("counter").asLong()));
        return about(events, home);
    }

    private static List<String> about(List<JsonNode> events, Path home) {
        return startsFirst(events).stream().map(event -> about(event, home)).toList();
    }

    /** From ansible-core 2.19 on a fact says where in which file it was set. */
    private static List<String> facts(Path cache, Path home) throws IOException {
        var facts = new ArrayList<String>();
        if (Files.isDirectory(cache)) {
            try (Stream<Path> files = Files.list(cache)) {
                for (Path file : files.sorted().toList()) {
                    facts.add(file.getFileName() + " "
                            + plain(JSON.readTree(file.toFile()).toString(), home));
                }
            }
        }
        return facts;
    }
}
