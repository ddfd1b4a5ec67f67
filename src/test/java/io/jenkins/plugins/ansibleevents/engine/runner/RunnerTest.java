package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome.Kind;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault with the message of the run; after each no process, no private directory and no thread is left. */
class RunnerTest {

    @TempDir
    Path directory;

    private Path privateParent;
    private final String mark = "987" + (UUID.randomUUID().getMostSignificantBits() >>> 1);
    private final RunOptions options = RunOptions.defaults().withGrace(Duration.ofSeconds(2));
    private final Told told = new Told();

    /** Keeps the statuses, and the notices and display text that the user reads. */
    private static final class Told implements RunListener {
        final List<String> statuses = new CopyOnWriteArrayList<>();
        final RecordedRun recorded = new RecordedRun();

        @Override
        public void status(StatusEvent status) {
            statuses.add(status.status().wireName());
        }

        @Override
        public void event(EventLine event) {
            recorded.event(event);
        }

        @Override
        public void output(byte[] text, int offset, int length) {
            recorded.output(text, offset, length);
        }

        @Override
        public void notice(String message) {
            recorded.notice(message);
        }
    }

    @BeforeAll
    static void needAnsible() {
        AnsibleHere.need("ansible-playbook");
    }

    @BeforeEach
    void makePlaces() throws IOException {
        privateParent = Files.createDirectory(directory.resolve("private"));
        Files.createDirectory(directory.resolve("project"));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (var left = Files.list(privateParent)) {
            assertThat(left).isEmpty();
        }
        // A process that was killed a moment ago may still be listed.
        await().untilAsserted(() -> assertThat(Processes.with(mark)).isEmpty());
        // A launch script that was killed is cleaned up after by its listener, which may be about to exit.
        await().untilAsserted(() ->
                assertThat(Processes.with(privateParent.toString())).isEmpty());
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains(options.ident())));
    }

    private PlaybookRequestBuilder play(String... tasks) throws IOException {
        var text = new StringBuilder("- hosts: all\n  gather_facts: false\n  tasks:\n");
        for (String task : tasks) {
            text.append("    - ").append(task).append('\n');
        }
        Files.writeString(directory.resolve("project/site.yml"), text);
        return PlaybookRequest.builder()
                .directory(directory.resolve("project").toString())
                .playbook("site.yml")
                .connectionType("local")
                .environment("ANSIBLE_LOCALHOST_WARNING", "False")
                .inventory(Inventory.hosts(List.of("web1", "web2")));
    }

    private RunHandle start(PlaybookRequestBuilder request, RunOptions with) {
        return Runner.local().start(request.build(), with.withPrivateDirectoryParent(privateParent.toString()), told);
    }

    private RunResult run(PlaybookRequestBuilder request) throws InterruptedException {
        return start(request, options).await();
    }

    private RunHandle startSleeping(RunOptions with) throws IOException {
        RunHandle handle = start(play("{name: nap, command: 'sleep " + mark + "'}"), with);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Processes.with("sleep " + mark).size() >= 2);
        return handle;
    }

    private void assertEnd(RunResult result, RunStatus status, int rc, Kind kind, String sentence) {
        assertThat(result.outcome().sentence()).contains(sentence);
        assertThat(result.outcome().kind()).isEqualTo(kind);
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.rc()).isEqualTo(rc);
        assertThat(told.statuses).startsWith("starting").endsWith(status.wireName());
        if (kind != Kind.SUCCESSFUL) {
            assertThat(told.recorded.notices).anyMatch(line -> line.contains(sentence));
        }
    }

    @Test
    void aGoodRunIsToldInOrderAndCounted() throws Exception {
        RunResult result = run(play("{debug: {msg: hello}}"));
        assertEnd(result, RunStatus.SUCCESSFUL, 0, Kind.SUCCESSFUL, "successful");
        assertThat(told.statuses).containsExactly("starting", "running", "successful");
        assertThat(told.recorded.output()).contains("TASK [debug]").contains("\"msg\": \"hello\"");
        assertThat(told.recorded.events)
                .hasSize((int) result.events())
                .extracting(event -> event.head().counter())
                .isSorted()
                .startsWith(1L)
                .endsWith(result.events());
    }

    @Test
    void failedHostsAreNamed() throws Exception {
        assertEnd(
                run(play("{command: 'false', when: inventory_hostname == 'web2'}")),
                RunStatus.FAILED,
                2,
                Kind.HOSTS_FAILED,
                "tasks failed on web2 (1 of 2): \"command\" on web2: non-zero return code 1");
    }

    @Test
    void unreachableHostsAreNamed() throws Exception {
        var request = play("{ping: }")
                .connectionType("ssh")
                .inventory(Inventory.text("[all:vars]\nansible_host=127.0.0.1\nansible_port=1\n"));
        assertEnd(run(request), RunStatus.FAILED, 4, Kind.HOSTS_UNREACHABLE, "unreachable: web1, web2 (2 of 2)");
    }

    @Test
    void aParseErrorIsNoUnreachableHost() throws Exception {
        var request = play("{ping: }");
        Files.writeString(directory.resolve("project/site.yml"), "- hosts: all\n  tasks:\n    - ping: {\n");
        assertEnd(run(request), RunStatus.FAILED, 4, Kind.PARSE_ERROR, "a file cannot be used: YAML parsing failed: ");
        assertThat(told.recorded.notices).anyMatch(line -> line.matches(".*/project/site\\.yml:\\d+:\\d+\\)"));
        assertThat(told.recorded.events).isNotEmpty();
    }

    @Test
    void aLimitThatMatchesNoHostIsSaid() throws Exception {
        RunResult result = run(play("{ping: }").limit("db*"));
        assertThat(result.outcome())
                .isEqualTo(new RunOutcome(
                        Kind.NO_HOSTS_MATCHED,
                        "no host matched, nothing was done; look at the inventory, at the hosts of the plays"
                                + " and at the limit \"db*\""));
    }

    @Test
    void missingFileIsNamedBeforeAnsibleStarts() throws Exception {
        String place = directory.resolve("project") + "/";
        Files.writeString(directory.resolve("project/there.ini"), "web1\n");
        assertEnd(
                run(play("{ping: }").inventory(Inventory.path("there.ini")).inventory(Inventory.path("no such.ini"))),
                RunStatus.FAILED,
                1,
                Kind.NOT_STARTED,
                "the inventory \"no such.ini\" does not exist: there is no " + place + "no such.ini on the machine");
        assertThat(told.recorded.output()).isEmpty();
        assertThat(run(play("{ping: }").rolesPath("rôles")).outcome().sentence())
                .contains("the directory of roles \"rôles\" does not exist: there is no " + place + "rôles on");
        assertThat(run(play("{ping: }").config("/nowhere/ansible.cfg"))
                        .outcome()
                        .sentence())
                .contains("the ansible.cfg \"/nowhere/ansible.cfg\" does not exist: there is no /nowhere/ansible.cfg");
        assertThat(run(play("{ping: }").extraArguments("-e", "@~/no such vars.yml"))
                        .outcome()
                        .sentence())
                .contains("there is no " + System.getenv("HOME") + "/no such vars.yml on the machine");
    }

    @Test
    void inventoryThatAnsibleCannotReadIsNamed() throws Exception {
        PlaybookRequestBuilder empty = PlaybookRequest.builder()
                .directory(directory.resolve("project").toString())
                .playbook("site.yml")
                .inventory(Inventory.path("hosts.yml"));
        play("{ping: }");
        Files.writeString(directory.resolve("project/hosts.yml"), "all: [\n");
        assertThat(run(empty).outcome().sentence())
                .startsWith("no host matched, nothing was done; Ansible could not read ")
                .contains("hosts.yml as an inventory; look at the inventory");
    }

    @Test
    void refusedOptionsAreSaid() throws Exception {
        assertThat(run(play("{ping: }").extraArguments("--no-such-option"))
                        .outcome()
                        .sentence())
                .contains("Ansible refused its options: unrecognized arguments: --no-such-option");
    }

    @Test
    void anErrorBeforeAnsibleHasReadItsOptionsIsSaid() throws Exception {
        assertThat(run(play("{ping: }").environment("ANSIBLE_LOCAL_TEMP", "/dev/null/tmp"))
                        .outcome()
                        .sentence())
                .contains("/dev/null/tmp");
    }

    @Test
    void aBrokenInventoryEndsWithWhatAnsibleSays() throws Exception {
        var request = play("{ping: }")
                .inventory(Inventory.script("#!/bin/sh\nexit 3\n"))
                .environment("ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED", "true");
        RunResult result = run(request);
        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.rc()).isEqualTo(1);
        assertThat(result.outcome().sentence()).contains("inventory");
    }

    @Test
    void aMissingProgramIs127WithWhereItWasLookedFor() throws Exception {
        assertEnd(
                run(play("{ping: }").environment("PATH", "/nowhere")),
                RunStatus.FAILED,
                127,
                Kind.EXECUTABLE_MISSING,
                "ansible-playbook was not found on PATH (/nowhere)");
    }

    @Test
    void aMissingInstallationIs127() throws Exception {
        assertEnd(
                run(play("{ping: }").installation("/nowhere")),
                RunStatus.FAILED,
                127,
                Kind.EXECUTABLE_MISSING,
                "was not found in /nowhere or its bin directory");
    }

    @Test
    void aMissingDirectoryIsSaid() throws Exception {
        assertEnd(
                run(play("{ping: }").directory("/no/such/project")),
                RunStatus.FAILED,
                1,
                Kind.NOT_STARTED,
                "/no/such/project cannot be entered");
    }

    @Test
    void aPlaceWhereNoPrivateDirectoryCanBeMadeIsSaid() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        RunResult result = Runner.local()
                .start(play("{ping: }").build(), options.withPrivateDirectoryParent(file + "/x"), told)
                .await();
        assertEnd(result, RunStatus.FAILED, 1, Kind.NOT_STARTED, "cannot make a private directory in " + file + "/x");
        assertThat(told.statuses).containsExactly("starting", "failed");
    }

    @Test
    void aCanceledRunLeavesNoProcess() throws Exception {
        RunHandle handle = startSleeping(options);
        handle.cancel();
        assertEnd(
                handle.await(),
                RunStatus.CANCELED,
                254,
                Kind.CANCELED,
                "canceled; still running: task \"nap\" on web1, web2");
    }

    @Test
    void aRunWhosePrivateDirectoryIsRemovedEndsAtOnce() throws Exception {
        RunHandle handle = startSleeping(options.withPrivateDirectoryParent(privateParent.toString()));
        try (var directories = Files.list(privateParent)) {
            new LocalRunHost().delete(directories.findFirst().orElseThrow().toString());
        }
        RunResult result = handle.await();
        assertThat(result.outcome().kind()).isEqualTo(Kind.HOST_LOST);
        assertThat(result.outcome().sentence())
                .startsWith("the private directory " + privateParent)
                .endsWith("; still running: task \"nap\" on web1, web2");
    }

    @Test
    void whatARunHasLeftThatWasKilledWithAllOfItIsRemovedByALaterOne() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/ns/pid")), "this system does not tell which processes there are");
        Path parent = Files.createDirectory(directory.resolve("temporary"));
        String here = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                        .strip() + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        Instant past = Instant.now().minus(Duration.ofHours(2));
        Path forgotten = left(parent, "ansible-events-100000001", here, past);
        Path elsewhere = left(parent, "ansible-events-100000002", "another machine", past);
        Path young = left(parent, "ansible-events-100000003", here, Instant.now());
        Path inUse = left(parent, "ansible-events-100000004", here, past);
        Process user = new ProcessBuilder("sh", "-c", "read -r end", inUse.toString()).start();

        Runner.local()
                .start(
                        play("{name: idle, debug: {msg: done}}").build(),
                        options.withPrivateDirectoryParent(parent.toString()),
                        told)
                .await();

        await().untilAsserted(() -> assertThat(forgotten).doesNotExist());
        user.destroy();
        assertThat(List.of(elsewhere, young, inUse)).allMatch(kept -> Files.exists(kept.resolve("secrets")));
    }

    private static Path left(Path parent, String name, String birthplace, Instant modified) throws IOException {
        Path left = Files.createDirectory(parent.resolve(name));
        Files.writeString(left.resolve("launch.sh"), "");
        Files.writeString(left.resolve("birthplace"), birthplace + "\n");
        Files.createDirectory(left.resolve("secrets"));
        return Files.setLastModifiedTime(left, FileTime.from(modified));
    }

    @Test
    void aRunThatMustNotGoOnFails() throws Exception {
        RunHandle handle = startSleeping(options);
        handle.fail("the emitter audit cannot deliver");
        assertEnd(
                handle.await(),
                RunStatus.FAILED,
                254,
                Kind.STOPPED,
                "the emitter audit cannot deliver; still running: task \"nap\" on web1, web2");
    }

    @Test
    void theJobTimeoutNamesWhatIsRunning() throws Exception {
        RunHandle handle = startSleeping(options.withJobTimeout(Duration.ofSeconds(20)));
        assertEnd(
                handle.await(),
                RunStatus.TIMEOUT,
                254,
                Kind.JOB_TIMEOUT,
                "job timeout: the run took longer than 20 s; still running: task \"nap\" on web1, web2");
    }

    @Test
    void theIdleTimeoutNamesWhatIsRunning() throws Exception {
        RunHandle handle = startSleeping(options.withIdleTimeout(Duration.ofSeconds(8)));
        assertEnd(
                handle.await(),
                RunStatus.TIMEOUT,
                254,
                Kind.IDLE_TIMEOUT,
                "idle timeout: nothing happened for 8 s; still running: task \"nap\" on web1, web2");
    }

    static List<String> installations() {
        var all = new ArrayList<>(List.of(""));
        AnsibleInstallation.all().forEach(one -> all.add(one.bin().toString()));
        return all;
    }

    /** From ansible-core 2.19 on its worker is not in the group of Ansible. */
    @ParameterizedTest
    @MethodSource("installations")
    void aTaskHasTheGraceToEndByItself(String installation) throws Exception {
        Path begun = directory.resolve("begun");
        Path tidied = directory.resolve("tidied");
        PlaybookRequestBuilder request = play("{name: tidy, run_once: true, shell: \"trap 'sleep 1; touch " + tidied
                        + "; exit' TERM; touch " + begun + "; sleep " + mark + " & wait\"}")
                .extraArguments("-e", "ansible_python_interpreter=/usr/bin/python3");
        if (!installation.isEmpty()) {
            request.installation(installation);
        }
        RunHandle handle = start(request, options.withGrace(Duration.ofSeconds(30)));
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(begun));

        handle.cancel();

        assertThat(handle.await().status()).isEqualTo(RunStatus.CANCELED);
        assertThat(tidied).exists();
    }

    @Test
    void aProcessThatIgnoresTermIsKilledWithItsGroup() throws Exception {
        Path script =
                Files.writeString(directory.resolve("deaf-" + mark), "trap '' TERM\nwhile :; do sleep 0.1; done\n");
        RunHandle handle = start(play("{name: deaf, command: 'sh " + script + "'}"), options);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Processes.with("sh " + script).isEmpty());
        handle.cancel();
        assertThat(handle.await().status()).isEqualTo(RunStatus.CANCELED);
    }

    @Test
    void aTaskInASessionOfItsOwnDoesNotSurviveACancel() throws Exception {
        RunHandle handle = start(
                play("{command: 'sleep " + mark + "', async: 1000, poll: 0}", "{command: 'sleep 1" + mark + "'}"),
                options);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Processes.with("sleep 1" + mark).isEmpty());
        handle.cancel();
        handle.await();
    }

    @Test
    void ansibleKilledFromOutsideIsACrash() throws Exception {
        RunHandle handle = startSleeping(options);
        for (ProcessHandle process :
                launchScripts().flatMap(ProcessHandle::descendants).toList()) {
            if (process.info().commandLine().orElse("").contains("ansible-playbook -")
                    && !process.info().commandLine().orElse("").contains("launch.sh")) {
                process.destroyForcibly();
            }
        }
        RunResult result = handle.await();
        assertThat(result.outcome()).isEqualTo(new RunOutcome(Kind.CRASHED, "ansible-playbook was ended by signal 9"));
        assertThat(result.rc()).isEqualTo(137);
    }

    @Test
    void theLaunchScriptKilledFromOutsideLeavesNothing() throws Exception {
        RunHandle handle = startSleeping(options);
        launchScripts().forEach(ProcessHandle::destroyForcibly);
        assertThat(handle.await().outcome().kind()).isEqualTo(Kind.CRASHED);
    }

    /** Of this test alone: other classes have runs at the same time. */
    private Stream<ProcessHandle> launchScripts() {
        return ProcessHandle.current()
                .children()
                .filter(process -> process.info().commandLine().orElse("").contains(privateParent.toString()));
    }

    private RunResult runWithABug(UnaryOperator<String> bug) throws Exception {
        var with = options.withPrivateDirectoryParent(privateParent.toString());
        var run =
                new Run(FaultyCallback.host(bug), play("{debug: {msg: hello}}").build(), with, List.of(told));
        run.start();
        return run.await();
    }

    @Test
    void aCallbackThatFailsAtAnEventSaysSoAndTheRunGoesOn() throws Exception {
        RunResult result = runWithABug(source -> source + "\nStory.v2_runner_on_ok = lambda self, result: 1 / 0\n"
                + "Story.v2_runner_on_ok.__name__ = 'v2_runner_on_ok'\n");

        assertThat(result.rc()).isZero();
        assertThat(told.recorded.output()).contains("\"msg\": \"hello\"");
        assertThat(told.recorded.notices)
                .contains("the callback failed in v2_runner_on_ok: ZeroDivisionError: division by zero");
        assertThat(told.recorded.json())
                .filteredOn(json -> json.contains("\"event\":\"runner_on_ok\""))
                .hasSize(2)
                .allMatch(json -> json.contains("\"_error\":\"ZeroDivisionError: division by zero\""));
    }

    @Test
    void aCallbackThatCannotBeLoadedIsSaidAndTheRunGoesOn() throws Exception {
        RunResult result = runWithABug(source -> source.replace("recorder = Recorder(settings)", "raise OSError(5)"));

        assertThat(result.rc()).isZero();
        assertThat(told.recorded.output())
                .contains("ansible-events: nothing is recorded: OSError: 5", "\"msg\": \"hello\"");
        assertThat(told.recorded.notices).anyMatch(notice -> notice.startsWith("no events were recorded"));
    }

    @Test
    void aFailingListenerConcernsNobodyElse() throws Exception {
        RunListener broken = new RunListener() {
            @Override
            public void status(StatusEvent status) {
                throw new IllegalStateException("broken on purpose");
            }
        };
        RunResult result = Runner.local()
                .start(
                        play("{ping: }").build(),
                        options.withPrivateDirectoryParent(privateParent.toString()),
                        broken,
                        told)
                .await();
        assertThat(result.status()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(told.statuses).containsExactly("starting", "running", "successful");
    }

    @Test
    void anInlineInventoryOfEveryKindIsRead() throws Exception {
        var request = play("{debug: {var: inventory_hostname}}")
                .inventory(Inventory.text("[db]\ndb1 ansible_connection=local\n"))
                .inventory(Inventory.text("all:\n  hosts:\n    yaml1:\n"))
                .inventory(Inventory.script("#!/bin/sh\necho '{\"g\": {\"hosts\": [\"dyn1\"]}}'\n"));
        assertThat(run(request).status()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(told.recorded.output()).contains("ok: [db1]", "ok: [yaml1]", "ok: [dyn1]", "ok: [web1]");
    }

    @Test
    void anAdHocRunIsRecordedToo() throws Exception {
        var request = PlaybookRequest.builder()
                .directory(directory.toString())
                .adHoc("command", "echo 'a b'", "all")
                .connectionType("local")
                .inventory(Inventory.hosts(List.of("web1")));
        assertThat(run(request).status()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(told.recorded.events)
                .extracting(event -> event.head().event())
                .contains("runner_on_ok");
    }

    @Test
    void namesThatMustBeHostsHoldForAModule() throws Exception {
        RunResult result = run(PlaybookRequest.builder()
                .directory(directory.toString())
                .adHoc("command", "echo never", "all")
                .mustBeHosts(List.of("all"))
                .connectionType("local")
                .inventory(Inventory.hosts(List.of("web1"))));

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(told.recorded.output()).doesNotContain("CHANGED");
    }

    @Test
    void coloursAreForcedUnlessTheUserChooses() throws Exception {
        run(play("{debug: {msg: hello}}").forceColour(true));
        assertThat(told.recorded.output()).contains("\u001b[");

        var plain = new Told();
        for (String variable : List.of("ANSIBLE_NOCOLOR=1", "NO_COLOR=1", "ANSIBLE_FORCE_COLOR=0")) {
            String[] setting = variable.split("=");
            Runner.local()
                    .start(
                            play("{debug: {msg: hello}}")
                                    .forceColour(true)
                                    .environment(setting[0], setting[1])
                                    .build(),
                            options.withPrivateDirectoryParent(privateParent.toString()),
                            plain)
                    .await();
        }
        assertThat(plain.recorded.output().split("\"msg\": \"hello\"", -1)).hasSize(7); // on two hosts each
        assertThat(plain.recorded.output()).doesNotContain("\u001b[");
    }

    @Test
    void logOfAnsibleItselfIsWarnedOfWhenThereAreSecrets() throws Exception {
        Files.writeString(directory.resolve("project/ansible.cfg"), "[defaults]\nlog_path = ansible.log\n");

        run(play("{debug: {msg: hello}}"));
        assertThat(told.recorded.notices).noneMatch(line -> line.contains("ansible.log"));

        run(play("{debug: {msg: hello}}").mask(Secret.of("s3cr3t")));
        assertThat(told.recorded.notices)
                .anyMatch(line ->
                        line.contains("also writes to the log ansible.log") && line.contains("no secret is masked"));
    }
}
