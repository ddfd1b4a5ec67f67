package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code start}, {@code is-alive} and {@code stop} with a real Ansible, as processes of their own. */
class StartCommandTest {

    private static final String SAY = "    - name: Say\n      ansible.builtin.debug:\n";

    /** Ends when the file is there. */
    private static final String WAIT = "    - name: Wait\n      ansible.builtin.wait_for:\n        path: '%s'\n"
            + "        timeout: 300\n        sleep: 1\n      when: inventory_hostname == 'one'\n";

    @TempDir
    Path directory;

    private CommandRun command;
    private Path released;

    @BeforeEach
    void playbookThatWaits() throws IOException {
        command = new CommandRun(directory.resolve("pdd"));
        released = directory.resolve("released");
        command.playbook(SAY + WAIT.formatted(released));
    }

    @AfterEach
    void release() throws Exception {
        Files.writeString(released, "");
        for (Path run : runs()) {
            if (HoldingProcess.of(new RunDirectory(run)).isPresent()) {
                awaitEnd(run);
            }
        }
    }

    private List<Path> runs() throws IOException {
        if (!Files.isDirectory(command.artifacts())) {
            return List.of();
        }
        try (var entries = Files.list(command.artifacts())) {
            return entries.toList();
        }
    }

    private static void awaitEnd(Path run) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !RunState.of(new RunDirectory(run)).isAlive());
    }

    private Result start(String... more) throws Exception {
        var words = new ArrayList<>(List.of("--ident", "test"));
        words.addAll(List.of(more));
        return command.command("start", words.toArray(String[]::new));
    }

    private RunDirectory run() {
        return new RunDirectory(command.artifact(""));
    }

    private HoldingProcess holder() throws IOException {
        return HoldingProcess.of(run()).orElseThrow();
    }

    @Test
    void runGoesOnWithoutItsTerminalAndIsRecordedAndDelivered() throws Exception {
        try (var receiver = new FaultyReceiver(ServerSocketFactory.getDefault())) {
            command.environment("RUNNER_HTTP_URL", "http://127.0.0.1:" + receiver.port() + "/in");

            Result started = start("-p", "site.yml");

            assertThat(started.exitCode()).as(started.err()).isZero();
            assertThat(started.err()).isEmpty();
            assertThat(started.out())
                    .isEqualTo("run test has begun\nartifacts: " + run().path() + "\noutput: tail -f "
                            + run().stdout() + "\nis it running? ansible-events is-alive " + command.home()
                            + " --ident test\nend it: ansible-events stop " + command.home() + " --ident test\n");
            assertThat(ownSession(holder().pid())).isTrue();
            assertThat(command.command("is-alive"))
                    .isEqualTo(new Result(0, "run test is running (process " + holder().pid() + ")\n", ""));

            Files.writeString(released, "");
            awaitEnd(run().path());

            assertThat(Manifest.verify(run().path()).findings()).isEmpty();
            assertThat(run().status()).hasContent("successful");
            assertThat(run().report()).isNotEmptyFile();
            assertThat(run().junit()).isNotEmptyFile();
            assertThat(receiver.keys()).containsAll(command.keys("successful"));
            assertThat(run().pid()).doesNotExist();
        }
        assertThat(run().daemonLog())
                .content()
                .contains("successful in ", "0 waiting", "artifacts: " + run().path())
                .doesNotContain("TASK [Say]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run().daemonLog())))
                .isEqualTo("rw-------");
        assertThat(command.command("is-alive", "-i", "test").out()).startsWith("run test has ended: successful");
    }

    private static boolean ownSession(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3].equals(Long.toString(pid));
    }

    @Test
    void closedTerminalDoesNotEndTheRun() throws Exception {
        String java = String.join(
                " ",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AnsibleEvents.class.getName());
        // A terminal of its own with a shell that stays: closing the terminal sends HUP to all of its processes.
        String script = "import os, pty, sys\n"
                + "pid, fd = pty.fork()\n"
                + "if pid == 0:\n"
                + "    os.execv('/bin/sh', ['sh', '-c', sys.argv[1] + '; echo ready; read x'])\n"
                + "said = b''\n"
                + "while b'ready' not in said:\n"
                + "    said += os.read(fd, 1000)\n"
                + "os.close(fd)\n"
                + "print(os.waitpid(pid, 0)[1])\n";
        Process terminal = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-c",
                        script,
                        java + " start " + command.home() + " -p site.yml --ident test")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("terminal").toFile())
                .start();
        assertThat(terminal.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(directory.resolve("terminal")).content().as("ended by HUP").isEqualTo("1\n");

        assertThat(command.command("is-alive", "-i", "test").exitCode()).isZero();
        Files.writeString(released, "");
        awaitEnd(run().path());

        assertThat(run().status()).hasContent("successful");
    }

    @Test
    void stopEndsTheRunAsCtrlCDoes() throws Exception {
        start("-p", "site.yml");
        HoldingProcess holder = holder();

        Result stopped = command.command("stop");

        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        assertThat(stopped.out())
                .isEqualTo("run test has ended: canceled; still running: task \"Wait\" on one\nartifacts: "
                        + run().path() + "\nreport: " + run().report() + "\n");
        assertThat(holder.life()).isEqualTo(HoldingProcess.Life.GONE);
        assertThat(run().status()).hasContent("canceled");
        assertThat(run().rc()).hasContent("254");
        assertThat(Manifest.verify(run().path()).findings()).isEmpty();
        assertThat(command.command("stop", "-i", "test"))
                .isEqualTo(new Result(
                        1, "", "ansible-events: run test has ended: canceled; still running: task \"Wait\" on one\n"));
        assertThat(command.command("stop").exitCode()).isOne();
    }

    @Test
    void runOfATerminalIsFoundAndStoppedToo() throws Exception {
        Process process = command.start("-p", "site.yml");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(run().pid()) && isWaiting());

        assertThat(CommandCall.of("stop", command.home().toString()).exitCode()).isZero();

        assertThat(command.end(process).exitCode()).isEqualTo(254);
        assertThat(run().status()).hasContent("canceled");
    }

    private boolean isWaiting() throws IOException {
        return Files.exists(run().events()) && Files.readString(run().events()).contains("\"task\":\"Wait\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-p bad.yml",
                "-p bad.yml -q",
                "-p site.yml -b /nowhere",
                "-p site.yml --cmdline=--bogus",
                "-p site.yml -l one --cmdline=--list-hosts",
                "-p missing.yml",
                "-p site.yml -i missing",
                "-p site.yml -e @missing.yml",
                "-p site.yml --artifact-dir /proc/nowhere",
                "-p site.yml -l one --cmdline=--list-hosts --fail-if-nothing-ran"
            })
    void whatIsWrongIsSaidAsByRun(String arguments) throws Exception {
        command.file("project/bad.yml", "- hosts: all\n  tasks: [\n");

        Result asRun = command.command("run", ("--ident run " + arguments).split(" "));
        Result asStart = command.command("start", ("--ident start " + arguments).split(" "));

        assertThat(asStart.exitCode()).as(asStart.err()).isEqualTo(asRun.exitCode());
        assertThat(comparable(asStart.out())).isEqualTo(comparable(asRun.out()));
        assertThat(comparable(asStart.err())).isEqualTo(comparable(asRun.err()));
        assertThat(asStart.out() + asStart.err()).isNotBlank();
    }

    private static String comparable(String text) {
        return text.replaceAll("\\d+\\.\\d s", "N s")
                .replaceAll("/(run|start)\\b", "/IDENT")
                .replaceAll("ansible-events (run|start)\\b", "ansible-events IDENT");
    }

    @Test
    void slowInventoryDoesNotHoldUpTheCommand() throws Exception {
        Path inventory = directory.resolve("slow");
        Files.writeString(
                inventory,
                "#!/bin/sh\nuntil [ -e " + released + " ]; do sleep 0.2; done\n"
                        + "echo '{\"all\": {\"hosts\": [\"one\"]},"
                        + " \"_meta\": {\"hostvars\": {\"one\": {\"ansible_connection\": \"local\"}}}}'\n");
        Files.setPosixFilePermissions(inventory, PosixFilePermissions.fromString("rwx------"));

        Result started = start("-p", "site.yml", "-i", inventory.toString());

        assertThat(started.exitCode()).isZero();
        assertThat(started.out()).startsWith("run test goes on; Ansible has not read its playbook and inventory yet\n");
        Files.writeString(released, "");
        awaitEnd(run().path());
        assertThat(run().status()).hasContent("successful");
    }

    @Test
    void secretsAreOnNoCommandLineOfTheRun() throws Exception {
        Result started = start("-p", "site.yml", "-e", "db_password=hunter2-4711", "-q");

        assertThat(started).isEqualTo(new Result(0, "test\n", ""));
        assertThat(Files.readString(Path.of("/proc/" + holder().pid() + "/cmdline")))
                .contains("HeldRun", command.home().toString())
                .doesNotContain("hunter2");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("hunter2")))
                .isEmpty();
    }

    @Test
    void startedTwiceItRunsOnce() throws Exception {
        assertThat(start("-p", "site.yml").exitCode()).isZero();
        HoldingProcess first = holder();

        Result second = start("-p", "site.yml");

        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.out()).isEmpty();
        assertThat(second.err())
                .isEqualTo("ansible-events: run test is running (process " + first.pid()
                        + "); wait for its end, or choose another ident\n");
        assertThat(holder()).isEqualTo(first);
        assertThat(first.life()).isEqualTo(HoldingProcess.Life.ALIVE);
        assertThat(run().daemonLog()).isEmptyFile();
    }

    @Test
    void severalRunsNeedAnIdentToBeStopped() throws Exception {
        start("-p", "site.yml");
        Result other = command.command("start", "-p", "site.yml", "-j", "--ident", "test2");
        JsonNode json = new ObjectMapper().readTree(other.out());
        assertThat(json.path("ident").asText()).isEqualTo("test2");
        assertThat(json.path("pid").asLong())
                .isEqualTo(HoldingProcess.of(
                                new RunDirectory(Path.of(json.path("artifacts").asText())))
                        .orElseThrow()
                        .pid());

        Result stopped = command.command("stop");

        assertThat(stopped.exitCode()).isEqualTo(2);
        assertThat(stopped.err())
                .startsWith("ansible-events: several runs are going on, name one of them with --ident: test, test2\n");
        assertThat(command.command("is-alive").out()).contains("run test is running (", "run test2 is running (");
    }

    @Test
    void runWhoseProcessIsKilledEndsAndItsRecordIsFinishedByReportAndDeliver() throws Exception {
        try (var receiver = new FaultyReceiver(ServerSocketFactory.getDefault())) {
            receiver.become(FaultyReceiver.Fault.ANSWERS_500);
            command.file(
                    "env/emitters.yml",
                    "emitters: {audit: {type: http, url: 'http://127.0.0.1:" + receiver.port() + "/in'}}");
            start("-p", "site.yml");
            await().atMost(Duration.ofSeconds(60)).until(this::isWaiting);
            long pid = holder().pid();

            new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start().waitFor();

            await().atMost(Duration.ofSeconds(60)).until(() -> !isAnyoneWaitingForTheFile());
            Result alive = command.command("is-alive", "-i", "test");
            assertThat(alive.exitCode()).isOne();
            assertThat(alive.out())
                    .isEqualTo("run test was killed: its process " + pid + " is gone, and its record is not complete;"
                            + " see it with: ansible-events report " + run().path() + "\n");
            assertThat(command.command("stop", "-i", "test").exitCode()).isOne();
            Result report = CommandCall.of("report", run().path().toString());
            assertThat(report.exitCode()).isOne();
            assertThat(report.out()).contains("the run was killed");
            assertThat(run().report()).isNotEmptyFile();

            receiver.heal();
            Result delivered = CommandCall.deliver(command.home().resolve("delivery"));
            assertThat(delivered.exitCode())
                    .as(delivered.out() + delivered.err())
                    .isZero();
            assertThat(receiver.keys()).contains("test-starting", "test-running");
        }
    }

    private boolean isAnyoneWaitingForTheFile() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .anyMatch(line -> line.contains(command.home().toString()) || line.contains("wait_for"));
    }

    @Test
    void runOfADirectoryThatWasMovedIsFoundAndStopped() throws Exception {
        start("-p", "site.yml");
        Path moved = Files.move(command.home(), directory.resolve("moved"));
        var there = new RunDirectory(moved.resolve("artifacts/test"));
        HoldingProcess holder = HoldingProcess.of(there).orElseThrow();

        assertThat(CommandCall.of("is-alive", moved.toString()).out())
                .isEqualTo("run test is running (process " + holder.pid() + ")\n");
        Result stopped = CommandCall.of("stop", moved.toString());

        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        assertThat(holder.life()).isEqualTo(HoldingProcess.Life.GONE);
        assertThat(stopped.err())
                .contains("run test has ended, but its record is not complete; see it with: ansible-events report "
                        + there.path());
        assertThat(CommandCall.of("report", there.path().toString()).out()).contains("events read");
    }
}
