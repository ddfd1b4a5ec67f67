package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.PrivateDataDir;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real ansible-runner and ours over one directory with {@code env/passwords}: events, and the file {@code stdout}. */
class PromptParityTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The answers, which only we mask. */
    private static final String ANSWERS = "r-4711|t-0815|abracadabra|simsalabim|hocus pocus";

    private static final String PASSWORDS = """
            "Enter passphrase for .*:\\\\s*?$": ""
            "BECOME password.*:\\\\s*?$": ""
            "^Never asked (?P<what_is>.*)$": "never"
            "Which release.*:\\\\s*?$": "r-4711"
            "Token.*:\\\\s*?$": "t-0815"
            "Press enter": ""
            "Type word:\\r\\n": "abracadabra"
            "Type hidden": "simsalabim"
            "And now": "hocus pocus"
            """;

    private static final String SITE = """
            - hosts: all
              gather_facts: false
              vars_prompt:
                - {name: release, prompt: Which release, private: false}
                - {name: token, prompt: Token, confirm: true}
                - {name: quiet, prompt: Token, default: none}
              tasks:
                - debug: {msg: "{{ release }} {{ token }} {{ quiet }}"}
                - pause:
                - {pause: {prompt: Type word}, register: word}
                - debug: {var: word.user_input}
                - pause: {prompt: Type hidden, echo: false}
                - {debug: {msg: "{{ missing }}"}, ignore_errors: true}
            """;

    /** A program of Ansible itself: what it asks and what Ansible says have an order. Those of tasks ask meanwhile. */
    private static final String PROGRAM = """
            #!/bin/sh
            printf 'And now? ' >/dev/tty
            read answer </dev/tty
            printf '%s' "$answer" >said
            echo a vault password
            """;

    @TempDir
    Path directory;

    static List<AnsibleInstallation> installations() {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("no ansible-core with ansible-runner on this machine; bin/test installs them");
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("installations")
    void eventsAndDisplayAreThoseOfAnsibleRunner(AnsibleInstallation ansible) throws Exception {
        Path real = data("real");
        Process process = ParityRun.start(
                List.of(
                        ansible.bin().resolve("ansible-runner").toString(),
                        "run",
                        real.toString(),
                        "-p",
                        "site.yml",
                        "--ident",
                        "parity",
                        "-q"),
                real,
                ansible.environment());
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ParityRun.exit(process)).as(said).isZero();
        Path artifacts = real.resolve("artifacts/parity");

        var recorded = new RecordedRun();
        RunResult ours = Runner.local()
                .start(request(ansible).build(), RunOptions.defaults(), recorded)
                .await();

        assertThat(ours.rc()).as(recorded.output()).isZero();
        for (String name : List.of("real", "ours")) {
            assertThat(directory.resolve(name).resolve("project/said")).hasContent("hocus pocus");
        }
        assertThat(story(trees(recorded))).containsExactlyElementsOf(story(jobEvents(artifacts)));
        assertThat(shown(recorded.output())).isEqualTo(shown(Files.readString(artifacts.resolve("stdout"))));
        assertThat(recorded.output() + recorded.json()).doesNotContainPattern(ANSWERS);
    }

    private Path data(String name) throws IOException {
        Path data = directory.resolve(name);
        for (String place : List.of("project", "env", "inventory")) {
            Files.createDirectories(data.resolve(place));
        }
        Files.writeString(data.resolve("project/site.yml"), SITE);
        Files.writeString(data.resolve("env/passwords"), PASSWORDS);
        Path program = data.resolve("project/ask");
        Files.writeString(program, PROGRAM);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(data.resolve("env/cmdline"), "--vault-password-file " + program);
        Files.writeString(
                data.resolve("inventory/hosts"),
                "web1 ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n");
        return data;
    }

    private PlaybookRequestBuilder request(AnsibleInstallation ansible) throws IOException, SettingsException {
        Path data = data("ours");
        PlaybookRequestBuilder request = PrivateDataDir.read(data, null)
                .request()
                .playbook("site.yml")
                .inventory(Inventory.path(data.resolve("inventory").toString()))
                .installation(ansible.bin().toString());
        ansible.environment().forEach(request::environment);
        return request;
    }

    /** What the file {@code stdout} shows; ansible-runner's has the end of a line twice after a prompt that ends with one. */
    private static String shown(String text) {
        return masked(text)
                .lines()
                .map(line -> line.replaceAll("\u001b\\[K?|\r", ""))
                .filter(line -> !line.isBlank() && !line.endsWith("^J"))
                .reduce("", (all, line) -> all + line.strip() + "\n");
    }

    private static String masked(String text) {
        return text.replaceAll(ANSWERS, "****").replaceAll("/(real|ours)/", "/*/");
    }

    /** Type, text and data of the events, without the lines in which pause clears the terminal. */
    private static List<String> story(List<JsonNode> events) {
        return events.stream()
                .filter(event -> !event.path("stdout").asText().matches("(?s)[^\u001b]*(\u001b\\[(\u001b\\[K)?|\\^J)"))
                .map(event -> event.path("event").asText() + " " + text(event) + " " + data(event))
                .toList();
    }

    private static String text(JsonNode event) {
        return masked(event.path("stdout").asText()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private static String data(JsonNode event) {
        JsonNode data = event.path("event_data");
        return Stream.of("host", "task", "varname", "prompt", "confirm", "private", "default")
                        .map(key -> data.path(key).asText())
                        .toList()
                + masked(data.at("/res/user_input").asText()
                                + data.at("/res/stdout").asText())
                        .replaceAll("[0-9.]+ (seconds|minutes)", "some $1");
    }

    private static List<JsonNode> trees(RecordedRun recorded) throws Exception {
        var trees = new ArrayList<JsonNode>();
        for (EventLine event : recorded.events) {
            trees.add(event.tree());
        }
        return trees;
    }

    private static List<JsonNode> jobEvents(Path artifacts) throws IOException {
        var events = new ArrayList<JsonNode>();
        try (Stream<Path> files = Files.list(artifacts.resolve("job_events"))) {
            for (Path file : files.toList()) {
                events.add(JSON.readTree(file.toFile()));
            }
        }
        events.sort(Comparator.comparingLong(event -> event.path("counter").asLong()));
        return events;
    }
}
