package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The callback within a real Ansible: what {@link ParityTest} cannot compare, because ansible-runner has no such thing. */
class CallbackTest {

    private static AnsibleInstallation ansible;

    @TempDir
    Path directory;

    private final RecordedRun run = new RecordedRun();
    private final Map<String, String> environment = new HashMap<>();
    private Path project;
    private CallbackPlugin callback;
    private CaptureOptions options = CaptureOptions.defaults();
    private int rc;

    @BeforeAll
    static void needsAnsible() {
        List<AnsibleInstallation> all = AnsibleInstallation.all();
        if (all.isEmpty()) {
            AnsibleHere.missing("no ansible-core with ansible-runner on this machine; bin/test installs them");
        }
        ansible = all.get(all.size() - 1);
    }

    @BeforeEach
    void anEmptyProject() throws IOException {
        project = Files.createDirectory(directory.resolve("project"));
        callback = CallbackPlugin.install(
                ParityRun.HOST,
                Files.createDirectory(directory.resolve("private")).toString());
        environment.putAll(ansible.environment());
        write("hosts", "web1 ansible_connection=local ansible_python_interpreter={{ansible_playbook_python}}\n");
    }

    @Test
    void saysWhichAnsibleThisIs() throws Exception {
        tasks("- debug: msg=x");

        play();

        assertThat(run.infos).singleElement().satisfies(info -> {
            assertThat(info.coreVersion()).matches("2\\.\\d+.*");
            assertThat(info.executable()).isEqualTo(ansible.bin() + "/ansible-playbook");
            assertThat(info.pythonVersion()).startsWith("3.");
            assertThat(info.pythonExecutable()).contains("python");
            assertThat(info.collectionsPaths()).isNotEmpty();
            assertThat(info.describe()).contains(info.coreVersion());
        });
    }

    @Test
    void valuesThatJsonDoesNotHaveAreWrittenAsText() throws Exception {
        write("library/odd.sh", """
                #!/bin/sh
                echo '{"nan": NaN, "inf": Infinity, "neg": -Infinity, "list": [NaN, 1.5]}'
                """);
        tasks("- odd:");

        play();

        JsonNode result = result("runner_on_ok");
        assertThat(result.path("nan").asText()).isEqualTo("NaN");
        assertThat(result.path("inf").asText()).isEqualTo("Infinity");
        assertThat(result.path("neg").asText()).isEqualTo("-Infinity");
        assertThat(result.path("list").get(1).asDouble()).isEqualTo(1.5);
        assertThat(rc).isZero();
    }

    @Test
    void anOversizedResultKeepsItsSizeItsHashAndHowItWent() throws Exception {
        options = options.withMaxResultSize(5_000);
        tasks("- command: seq 1 3000\n  failed_when: true\n  ignore_errors: true");

        play();

        JsonNode result = result("runner_on_failed");
        assertThat(result.at("/_truncated/bytes").asInt()).isGreaterThan(20_000);
        assertThat(result.at("/_truncated/sha256").asText()).matches("[0-9a-f]{64}");
        assertThat(result.at("/_truncated/reason").asText()).isEqualTo("size");
        assertThat(result.path("rc").asInt(-1)).isZero();
        assertThat(result.path("changed").asBoolean()).isTrue();
    }

    @Test
    void anOversizedFailureKeepsItsCommandAndTheEndOfWhatItSaid() throws Exception {
        options = options.withMaxResultSize(5_000);
        tasks("- shell: seq 1 3000; echo disk full >&2; exit 3\n  ignore_errors: true");

        play();

        JsonNode result = result("runner_on_failed");
        assertThat(result.path("cmd").asText()).isEqualTo("seq 1 3000; echo disk full >&2; exit 3");
        assertThat(result.path("stderr").asText()).isEqualTo("disk full");
        assertThat(result.path("stdout").asText())
                .startsWith("...")
                .endsWith("3000")
                .hasSize(1_003);
    }

    @Test
    void anOversizedLoopKeepsTheItemsThatFailed() throws Exception {
        options = options.withMaxResultSize(9_000);
        tasks("- shell: seq 1 1500; echo no {{ item }} >&2; [ {{ item }} != 2 ]\n"
                + "  loop: [1, 2, 3]\n  ignore_errors: true");

        play();

        JsonNode items = result("runner_on_failed").path("results");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).path("stderr").asText()).isEqualTo("no 2");
        assertThat(items.get(0).path("failed").asBoolean()).isTrue();
    }

    @Test
    void aTaskThatWasNeverStartedOnAHostTookNoTime() throws Exception {
        tasks("- command: sleep 0.3\n- meta: end_host\n  when: false");

        play();

        JsonNode skipped = events("runner_on_skipped").get(0).tree().path("event_data");
        assertThat(skipped.path("start").asText())
                .isNotEmpty()
                .isEqualTo(skipped.path("end").asText());
        assertThat(skipped.path("duration").asDouble(-1)).isZero();
    }

    @Test
    void aCommandThatDoesNotExistIsNamedWhereverAnsibleSaysSo() throws Exception {
        tasks("- command: /no/such/command\n  ignore_errors: true\n"
                + "- command: '{{ item }}'\n  loop: ['true', /no/such/command]\n  ignore_errors: true");

        play();

        assertThat(events("runner_on_failed")).hasSize(2).allSatisfy(event -> assertThat(
                        ResultText.headline(event.tree().at("/event_data/res")))
                .endsWith("[Errno 2] No such file or directory: b'/no/such/command'"));
    }

    @Test
    void theBudgetOfARunTakesResultsAndNeverEvents() throws Exception {
        options = options.withMaxEventsSize(20_000);
        tasks("- command: seq 1 900\n  loop: [1, 2, 3, 4, 5, 6]");

        play();

        List<EventLine> items = events("runner_item_on_ok");
        assertThat(items).hasSize(6);
        assertThat(items.get(0).tree().at("/event_data/res/stdout").asText()).isNotEmpty();
        assertThat(items.get(5).tree().at("/event_data/res/_truncated/reason").asText())
                .isEqualTo("budget");
        assertThat(run.notices)
                .containsExactly(
                        "the size budget of 20000 bytes is used up: bodies of results are left out from here on");
    }

    @Test
    void factsAndTypesOfEventsAreLeftOutWhenAsked() throws Exception {
        options = options.withShortenFacts(true).withOmittedEvents(Set.of("runner_on_start", "playbook_on_task_start"));
        tasks("- ansible.builtin.setup: {gather_subset: ['!all', '!min', 'env']}\n- debug: msg=x");

        play();

        assertThat(events("runner_on_start")).isEmpty();
        assertThat(result("runner_on_ok").at("/_truncated/reason").asText()).isEqualTo("facts");
        assertThat(run.events.get(run.events.size() - 1).head().counter()).isEqualTo(run.events.size());
        EventLine last = run.events.get(run.events.size() - 1);
        assertThat(last.head().endLine()).isEqualTo((int) run.output().lines().count());
    }

    @Test
    void aFailureOfTheCallbackChangesNothingButTheRecord() throws Exception {
        write("callbacks/sabotage.py", """
                import sys
                from ansible.plugins.callback import CallbackBase

                DOCUMENTATION = '''
                    name: sabotage
                    type: notification
                    short_description: breaks the other callback
                    description: breaks the other callback
                '''


                class CallbackModule(CallbackBase):
                    CALLBACK_VERSION = 2.0
                    CALLBACK_TYPE = "notification"
                    CALLBACK_NAME = "sabotage"

                    def __init__(self, *args, **kwargs):
                        super().__init__(*args, **kwargs)
                        for module in list(sys.modules.values()):
                            if hasattr(module, "Story") and hasattr(module, "task_facts"):
                                module.task_facts = lambda task: 1 / 0
                """);
        write("ansible.cfg", "[defaults]\ncallback_plugins = ./callbacks\n");
        tasks("- debug: msg=x\n- command: echo y");

        play();

        assertThat(rc).isZero();
        assertThat(run.output()).contains("ok: [web1]", "changed: [web1]", "PLAY RECAP");
        assertThat(events("runner_on_ok")).hasSize(2);
        assertThat(events("runner_on_ok").get(0).tree().at("/event_data/_error").asText())
                .isEqualTo("ZeroDivisionError: division by zero");
        assertThat(run.notices).contains("the callback failed in v2_runner_on_ok: ZeroDivisionError: division by zero");
        assertThat(run.output()).doesNotContain("ZeroDivisionError");
    }

    @Test
    void aFullDiskStopsTheRecordAndNotThePlay() throws Exception {
        Path record = Path.of(callback.rawEvents());
        Files.delete(record);
        Files.createSymbolicLink(record, Path.of("/dev/full"));
        tasks("- debug: msg=x");

        play();

        assertThat(rc).isZero();
        assertThat(run.output()).contains("ok: [web1]", "nothing is recorded: OSError");
        assertThat(run.events)
                .isNotEmpty()
                .allMatch(event -> event.head().event().equals("verbose"));
    }

    @Test
    void tasksSeeTheEnvironmentThatTheUserHasSet() throws Exception {
        environment.put("ANSIBLE_CALLBACK_PLUGINS", "/users/own");
        tasks("- command: env");

        play();

        String env = result("runner_on_ok").path("stdout").asText();
        assertThat(env.lines()).contains("ANSIBLE_CALLBACK_PLUGINS=/users/own");
        assertThat(env).doesNotContain("ANSIBLE_EVENTS", "PYTHONUNBUFFERED", "ANSIBLE_LOAD_CALLBACK_PLUGINS");
    }

    @Test
    void anAnsibleStartedByATaskIsNotPartOfTheRecord() throws Exception {
        write("inner.yml", "- hosts: all\n  gather_facts: false\n  tasks: [{debug: {msg: inner}}]\n");
        tasks("- command: " + ansible.bin() + "/ansible-playbook -i hosts inner.yml");

        play();

        assertThat(events("playbook_on_start")).hasSize(1);
        assertThat(result("runner_on_ok").path("stdout").asText())
                .contains("PLAY [all]")
                .doesNotContain("\u001b");
    }

    private void tasks(String tasks) throws IOException {
        String indented = tasks.lines().map(line -> "    " + line + "\n").reduce("", String::concat);
        write("site.yml", "- hosts: all\n  gather_facts: false\n  tasks:\n" + indented);
    }

    private void write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private void play() throws IOException, InterruptedException {
        var command = List.of(ansible.bin().resolve("ansible-playbook").toString(), "-i", "hosts", "site.yml");
        var whole = new HashMap<>(environment);
        whole.putAll(callback.environment(ParityRun.HOST, environment, project.toString(), options));
        Process process = ParityRun.start(command, project, whole);
        ParityRun.assemble(process, callback, options, run);
        rc = ParityRun.exit(process);
    }

    private List<EventLine> events(String type) {
        return run.events.stream()
                .filter(event -> event.head().event().equals(type))
                .toList();
    }

    private JsonNode result(String type) throws EventFormatException {
        return events(type).get(0).tree().at("/event_data/res");
    }
}
