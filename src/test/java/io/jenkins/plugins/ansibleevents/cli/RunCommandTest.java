package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ansible-events run} with a real Ansible, as a process of its own. */
class RunCommandTest {

    private static final String SAY =
            "    - name: Say\n      ansible.builtin.debug:\n        msg: \"hello {{ who | default('nobody') }}\"\n";
    private static final String FAIL_ON_TWO =
            "    - name: Break\n      ansible.builtin.fail:\n        msg: out of order\n      when: inventory_hostname == 'two'\n";
    private static final String SLEEP =
            "    - name: Sleep\n      ansible.builtin.command: sleep 300\n      when: inventory_hostname == 'one'\n";

    @TempDir
    Path directory;

    private CommandRun command;

    @BeforeEach
    void privateDataDir() throws IOException {
        command = new CommandRun(directory.resolve("pdd"));
    }

    @Test
    void temporaryFilesAreWhereTheUserWantsThem() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp of mine"));
        Result result = command.playbook("    - ansible.builtin.debug:\n"
                        + "        msg: \"{{ lookup('pipe', 'ls -d \\\"$TMPDIR\\\"/ansible-events-*') }}\"\n")
                .environment("TMPDIR", temporary.toString())
                .run("-p", "site.yml");

        assertThat(result.exitCode()).as(result.out()).isZero();
        assertThat(result.out()).contains(temporary + "/ansible-events-");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void extraVariablesOfOneArgumentAreSeveral() throws Exception {
        Result result = command.playbook("    - ansible.builtin.debug:\n        msg: \"<{{ a }}> <{{ b }}>\"\n")
                .run("-p", "site.yml", "-e", "a=yes b=\"x y\"", "-e", "");

        assertThat(result.out()).contains("\"msg\": \"<yes> <x y>\"");
    }

    @Test
    void goodRunShowsAnsibleAndTheRecapAndLeavesItsDirectory() throws Exception {
        Result result = command.playbook(SAY).run("-p", "site.yml", "-e", "{\"who\": \"world\"}");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("TASK [Say]", "\"msg\": \"hello world\"", "PLAY RECAP")
                .containsPattern("one +1 +0 +0 +0")
                .contains(
                        "successful in ",
                        "artifacts: " + command.artifact("").toString().replaceAll("/$", ""),
                        "report: " + command.artifact("report.html"))
                .doesNotContain("\u001b");
        assertThat(result.err()).isEmpty();
        assertThat(Manifest.verify(command.artifact("")).findings()).isEmpty();
        assertThat(command.artifact("stdout")).content().contains("TASK [Say]").doesNotContain("artifacts:");
        for (String name : List.of("command", "rc", "status", "recap.json", "junit.xml", "report.html")) {
            assertThat(command.artifact(name)).as(name).isNotEmptyFile();
        }
    }

    @Test
    void extraVariablesComeFromAFile() throws Exception {
        command.file("more.yml", "who: the world\nsize: 2\n");

        Result result = command.playbook(SAY)
                .run("-p", "site.yml", "-e", "@" + command.home().resolve("more.yml"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("\"msg\": \"hello the world\"");
    }

    @Test
    void failedHostComesFirstWithItsReason() throws Exception {
        Result result = command.playbook(FAIL_ON_TWO).run("-p", "site.yml");

        assertThat(result.exitCode()).isEqualTo(2);
        String recap = result.out().substring(result.out().lastIndexOf("PLAY RECAP"));
        assertThat(recap.substring(recap.indexOf("host  ")))
                .containsSubsequence("two ", "\"Break\" failed: out of order (", "site.yml:5)", "one ");
        assertThat(command.artifact("rc")).hasContent("2");
        assertThat(command.artifact("status")).hasContent("failed");
    }

    @Test
    void quietRunSaysNothingWhenAllIsWell() throws Exception {
        Result result = command.playbook(SAY).run("-p", "site.yml", "-q");

        assertThat(result).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void runThatDidNothingIsSuccessfulUnlessAskedFor() throws Exception {
        command.playbook(SAY);

        Result asRunner = command.run("-p", "site.yml", "--tags", "nosuch");
        assertThat(asRunner.exitCode()).isZero();
        assertThat(asRunner.out()).containsPattern("successful in .*: no task was run: .* tags \"nosuch\" left none");
        assertThat(command.artifact("rc")).hasContent("0");
        assertThat(command.artifact("status")).hasContent("successful");

        Result strict = command.end(
                command.startAs("strict", "-p", "site.yml", "--tags", "nosuch", "-q", "--fail-if-nothing-ran"));
        assertThat(strict.exitCode()).isEqualTo(7);
        assertThat(strict.err()).contains("exit code 7, because of --fail-if-nothing-ran: no task was run");
    }

    @Test
    void quietRunSaysWhatFailed() throws Exception {
        Result result = command.playbook(FAIL_ON_TWO).run("-p", "site.yml", "-q");

        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("two: \"Break\" failed: out of order")
                .contains("ansible-events: failed (exit code 2)");
    }

    @Test
    void jsonIsTheEventsAndNothingElse() throws Exception {
        Result result = command.playbook(FAIL_ON_TWO).run("-p", "site.yml", "-j");

        assertThat(result.out()).isEqualTo(Files.readString(command.artifact("events.jsonl")));
        for (String line : result.out().lines().toList()) {
            EventLine.parse(line.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void factsAreForNobodyElse() throws Exception {
        Result result = command.playbook(
                        "    - ansible.builtin.setup:\n        gather_subset: ['!all', '!min', 'env']\n")
                .file("env/settings", "fact_cache: deep/facts\n")
                .run("-p", "site.yml");

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        try (Stream<Path> facts = Files.list(command.artifact("deep/facts"))) {
            // From 2.19 on Ansible puts the version of the format before the host's name, and the file's mode is 0644.
            assertThat(facts).anyMatch(file -> file.toString().matches(".*/(s\\d+_)?one"));
        }
        for (String name : List.of("deep", "deep/facts")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(command.artifact(name))))
                    .as(name)
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void limitTagsAndCheckReachAnsible() throws Exception {
        Result result = command.playbook(
                        "    - name: Touch\n      ansible.builtin.copy:\n        content: new\n        dest: "
                                + directory.resolve("touched")
                                + "\n      tags: [touch]\n    - name: Never\n      ansible.builtin.debug:\n")
                .run("-p", "site.yml", "--limit", "one", "--tags", "touch", "--check", "--diff");

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("+new").doesNotContain("Never", "two ");
        assertThat(directory.resolve("touched")).doesNotExist();
        assertThat(command.artifact("report.html")).content().contains("+new");
    }

    @Test
    void moduleRunsOnHosts() throws Exception {
        Result result = command.run("-m", "ansible.builtin.debug", "-a", "msg=direct", "--hosts", "one");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("direct").doesNotContain("two ");
    }

    @Test
    void syntaxErrorIsARunThatFailedInWords() throws Exception {
        Result result =
                command.file("project/site.yml", "- hosts: all\n  tasks: [\n").run("-p", "site.yml");

        assertThat(result.exitCode()).isNotZero();
        assertThat(command.artifact("status")).hasContent("failed");
        assertThat(command.artifact("junit.xml")).content().contains("the run as a whole");
        assertThat(result.out() + result.err()).doesNotContain("\tat ");
    }

    @Test
    void jobTimeoutEndsTheRunWith254() throws Exception {
        Result result = command.playbook(SLEEP).run("-p", "site.yml", "--job-timeout", "3s");

        assertThat(result.exitCode()).isEqualTo(254);
        assertThat(command.artifact("status")).hasContent("timeout");
        assertThat(Manifest.verify(command.artifact("")).findings()).isEmpty();
    }

    @Test
    void interruptCancelsTheRunAndClosesItsDirectory() throws Exception {
        Process process = command.playbook(SLEEP.replace("300", "313")).start("-p", "site.yml");
        await().atMost(Duration.ofSeconds(60)).until(() -> isRunning("sleep 313"));

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        Result result = command.end(process);

        assertThat(result.exitCode()).isEqualTo(254);
        assertThat(isRunning("sleep 313")).isFalse();
        assertThat(command.artifact("rc")).hasContent("254");
        assertThat(command.artifact("status")).hasContent("canceled");
        assertThat(Manifest.verify(command.artifact("")).findings()).isEmpty();
        assertThat(result.out()).contains("canceled in ", "canceled; still running: task \"Sleep\" on ");
    }

    private static boolean isRunning(String commandLine) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(commandLine));
    }

    @Test
    void terminalShowsHowFarTheRunIs() throws Exception {
        Result result = command.onATerminal().playbook(SAY).run("-p", "site.yml");

        assertThat(result.out())
                .contains("\u001b[2K\u001b[2mplay 1/1 Play, task 1/1 Say: hosts ")
                .containsPattern("\\d+:\\d\\d");
    }

    @Test
    void jobEventsHaveAnsibleRunnersLayout() throws Exception {
        command.playbook(SAY).run("-p", "site.yml", "--job-events");

        List<String> lines = Files.readAllLines(command.artifact("events.jsonl"));
        for (String line : lines) {
            var head = EventLine.parse(line.getBytes(StandardCharsets.UTF_8)).head();
            assertThat(command.artifact("job_events/" + head.counter() + "-" + head.uuid() + ".json"))
                    .hasContent(line);
        }
        assertThat(lines).hasSizeGreaterThan(5);
    }

    @Test
    void dataThatIsOmittedIsCountedAllTheSame() throws Exception {
        Result result = command.playbook(FAIL_ON_TWO).run("-p", "site.yml", "--omit-event-data");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).contains("\"Break\" failed: out of order");
        assertThat(recorded())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.tree().path("event_data")).isEmpty())
                .anySatisfy(event ->
                        assertThat(event.tree().path("stdout").asText()).contains("out of order"));
        JsonNode hosts = new ObjectMapper()
                .readTree(command.artifact("recap.json").toFile())
                .path("hosts");
        assertThat(hosts.at("/two/failed").asInt()).isOne();
        assertThat(hosts.at("/one/skipped").asInt()).isOne();
        assertThat(Manifest.verify(command.artifact("")).findings()).isEmpty();

        byte[] recap = Files.readAllBytes(command.artifact("recap.json"));
        RunReports.redraw(RunDirectory.in(command.artifacts(), "test"));
        assertThat(command.artifact("recap.json")).hasBinaryContent(recap);
    }

    @Test
    void settingsSayWhatIsRecordedAndTheCommandLineWins() throws Exception {
        command.playbook(FAIL_ON_TWO)
                .file(
                        "env/settings",
                        "omit_event_data: true\nomit_events: [runner_on_start]\nmax_result_size: 1000\n"
                                + "shorten_facts: true\nmax_events_size: 1\n");

        Result result = command.run("-p", "site.yml", "--only-failed-event-data");

        assertThat(result.err()).doesNotContain("env/settings");
        assertThat(recorded())
                .extracting(event -> event.head().event())
                .contains("runner_on_skipped", "runner_on_failed", "playbook_on_stats")
                .doesNotContain("runner_on_start");
        assertThat(recorded())
                .filteredOn(event -> event.toJson().contains("\"event_data\":{\""))
                .extracting(event -> event.head().event())
                .containsOnly("runner_on_failed");
    }

    @Test
    void settingOfTheRecordThatCannotBeIsNamedWithItsFile() throws Exception {
        command.playbook(SAY).file("env/settings", "omit_events: [playbook_on_stats]\n");

        Result result = command.run("-p", "site.yml");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("env/settings: omit_events: events of type 'playbook_on_stats' cannot be left out");
    }

    private List<EventLine> recorded() throws Exception {
        var events = new ArrayList<EventLine>();
        for (String line : Files.readAllLines(command.artifact("events.jsonl"))) {
            events.add(EventLine.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
        return events;
    }

    @Test
    void anotherProgramThanAnsibleIsRefused() throws Exception {
        command.playbook(SAY);

        Result named = command.run("-p", "site.yml", "-b", "/bin/echo");
        Result inEnvironment = command.environment("RUNNER_BINARY", "/bin/echo").run("-p", "site.yml");

        String why = "/bin/echo is a program; name the directory of the Ansible to use: --binary /bin\n";
        assertThat(named).isEqualTo(new Result(2, "", "ansible-events: --binary: " + why));
        assertThat(inEnvironment).isEqualTo(new Result(2, "", "ansible-events: RUNNER_BINARY: " + why));
    }

    @Test
    void identOfARunThatHasEndedIsUsedAgain() throws Exception {
        command.playbook(SAY)
                .file("env/settings", "fact_cache: facts\n")
                .file("artifacts/test/fact_cache/one", "{}")
                .run("-p", "site.yml");
        Files.writeString(command.artifact("facts/of the earlier run"), "{}");

        Result second = command.run("-p", "site.yml", "-e", "who=again");

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.err())
                .matches("ansible-events: the earlier run of this name is now " + command.artifacts()
                        + "/test\\.\\d{8}T\\d{6}Z\n");
        Path earlier = Path.of(second.err().strip().replaceAll(".* ", ""));
        assertThat(command.artifact("stdout")).content().contains("hello again");
        assertThat(earlier.resolve("stdout")).content().contains("hello nobody");
        assertThat(command.artifact("facts/of the earlier run")).exists();
        assertThat(Manifest.verify(earlier).findings()).isEmpty();
        assertThat(command.run("-p", "site.yml", "-q").err()).isEmpty();
    }

    @Test
    void debugSaysWhatIsReadAndRunAndTheLogFileHasItToo() throws Exception {
        command.playbook(SAY)
                .file("env/settings", "job_timout: 5\n")
                .file("env/passwords", "'BECOME password': hunter2\n");
        Path log = directory.resolve("the log");

        Result result =
                command.run("-p", "site.yml", "--debug", "--logfile", log.toString(), "-j", "-e", "x_pass=hunter2");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(Files.readString(command.artifact("events.jsonl")));
        assertThat(result.err())
                .contains(" DEBUG env/settings: read\n", " DEBUG env/cmdline: not there\n")
                .contains(" DEBUG command: ansible-playbook ", " DEBUG working directory: ", " DEBUG env: ANSIBLE_")
                .contains(" DEBUG exit code 0, ")
                .doesNotContain("hunter2");
        String logged = Files.readString(log);
        for (String line :
                result.err().lines().filter(line -> line.contains(" DEBUG ")).toList()) {
            assertThat(logged).contains(line);
        }
        assertThat(logged)
                .contains(" INFO  env/settings: job_timout is not known here and has no effect")
                .doesNotContain("hunter2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cmdline|-e who=you --diff", "--cmdline=-e who=you", "--cmdline=-ewho=you"})
    void argumentsForAnsibleMayBeginWithADash(String given) throws Exception {
        var words = new ArrayList<>(List.of("-p", "site.yml"));
        words.addAll(List.of(given.split("\\|")));

        Result result = command.playbook(SAY).run(words.toArray(String[]::new));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("hello you");
    }

    @Test
    void playbookOfTheEnvironmentIsRunWhenNoneIsNamed() throws Exception {
        Result result =
                command.playbook(SAY).environment("RUNNER_PLAYBOOK", "site.yml").run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("hello nobody");
    }

    @Test
    void identBehindTheOptionOfAnsibleRunnerIsExplained() throws Exception {
        Result result = command.playbook(SAY).run("-p", "site.yml", "-i", "nightly");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("the name of the run is --ident, not -i");
    }

    @Test
    void filesThatTheSettingsDoNotWantAreNotMade() throws Exception {
        Result result = command.playbook(SAY)
                .file("env/settings", "suppress_output_file: true\nsuppress_env_files: true\n")
                .run("-p", "site.yml");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(command.artifact("stdout")).doesNotExist();
        assertThat(command.artifact("stderr")).doesNotExist();
        assertThat(command.artifact("command")).doesNotExist();
        assertThat(command.artifact("events.jsonl")).isNotEmptyFile();
        assertThat(Manifest.verify(command.artifact("")).findings()).isEmpty();
    }

    @Test
    void oldRunsAreRemoved() throws Exception {
        command.playbook(SAY).file("artifacts/old/status", "failed").file("artifacts/old/events.jsonl", "");
        command.run("-p", "site.yml", "--rotate-artifacts", "1");

        assertThat(command.artifacts().resolve("old")).doesNotExist();
        assertThat(command.artifact("manifest.json")).exists();
    }

    @Test
    void runsOfLastWeekAreRemoved() throws Exception {
        command.playbook(SAY)
                .file("env/settings", "artifact_days: 7")
                .file("artifacts/old/status", "failed")
                .file("artifacts/old/events.jsonl", "")
                .file("artifacts/new/status", "failed")
                .file("artifacts/new/events.jsonl", "");
        Files.setLastModifiedTime(
                command.artifacts().resolve("old"), FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        command.run("-p", "site.yml");

        assertThat(command.artifacts().resolve("old")).doesNotExist();
        assertThat(command.artifacts().resolve("new")).exists();
    }
}
