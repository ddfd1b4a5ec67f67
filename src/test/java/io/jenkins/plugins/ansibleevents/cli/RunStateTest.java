package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.cli.CommandRun.Result;
import io.jenkins.plugins.ansibleevents.engine.record.AbandonedRun;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code is-alive} and {@code stop} make of a run directory. */
class RunStateTest {

    @TempDir
    Path home;

    private RunDirectory run;

    private Closeable held = () -> {};

    @AfterEach
    void letGo() throws IOException {
        held.close();
    }

    @BeforeEach
    void makeDirectory() throws Exception {
        run = RunDirectory.in(home.resolve("artifacts"), "nightly");
        run.create();
        Files.writeString(run.command(), "{\"command\": [\"ansible-playbook\"]}");
        Files.writeString(run.status(), "running");
        Files.writeString(run.events(), "");
    }

    private Result call(String command, String... more) {
        var words = new ArrayList<>(List.of(command, home.toString()));
        words.addAll(List.of(more));
        return CommandCall.of(words.toArray(String[]::new));
    }

    private void close() throws Exception {
        AbandonedRun.close(run, RunReports::draw, "Ended for a test.");
    }

    @Test
    void processOfAnotherTimeWithTheSameNumberIsNotTheRun() throws Exception {
        HoldingProcess me = HoldingProcess.current();
        new HoldingProcess(me.pid(), me.host(), me.numbers(), "1").hold(run).close();

        assertThat(call("is-alive").exitCode()).isOne();
        assertThat(call("is-alive", "-i", "nightly"))
                .isEqualTo(new Result(
                        1,
                        "run nightly was killed: its process " + me.pid() + " is gone, and its record is not complete;"
                                + " see it with: ansible-events report " + run.path() + "\n",
                        ""));
        assertThat(call("stop", "-i", "nightly").exitCode()).isOne(); // and this process is still there
    }

    @Test
    void processIsFoundByNumberAndTime() throws Exception {
        held = HoldingProcess.current().hold(run);

        assertThat(call("is-alive"))
                .isEqualTo(new Result(
                        0,
                        "run nightly is running (process "
                                + ProcessHandle.current().pid() + ")\n",
                        ""));
        assertThat(call("is-alive", "-j").out())
                .isEqualTo("{\"ident\":\"nightly\",\"alive\":true,\"state\":\"running\",\"pid\":"
                        + ProcessHandle.current().pid() + ",\"artifacts\":\"" + run.path() + "\"}\n");
    }

    @Test
    void processThatStillDeliversIsAlive() throws Exception {
        held = HoldingProcess.current().hold(run);
        close();

        Result alive = call("is-alive");

        assertThat(alive.exitCode()).isZero();
        assertThat(alive.out())
                .startsWith("run nightly has ended: failed, Ended for a test.")
                .contains("; its messages are being delivered (process ");
    }

    @Test
    void nothingOfBeforeIsThereAfterARestartOfTheMachine() throws Exception {
        HoldingProcess me = HoldingProcess.current();
        new HoldingProcess(me.pid(), me.host(), "another boot", me.started())
                .hold(run)
                .close();

        assertThat(call("is-alive", "-i", "nightly").out()).startsWith("run nightly was killed: ");
    }

    @Test
    void processThatDoesNotHaveTheRunIsNeverStopped() throws Exception {
        Process foreign = new ProcessBuilder("cat").start();
        try {
            HoldingProcess me = HoldingProcess.current();
            String ticks = Files.readString(Path.of("/proc/" + foreign.pid() + "/stat"))
                    .split(" ")[21];
            new HoldingProcess(foreign.pid(), me.host(), me.numbers(), ticks)
                    .hold(run)
                    .close();
            String found = "run nightly names process " + foreign.pid() + ", which is no run of this program, and its"
                    + " record is not complete\n";

            assertThat(call("stop", "-i", "nightly")).isEqualTo(new Result(1, "", "ansible-events: " + found));
            assertThat(call("is-alive", "-i", "nightly")).isEqualTo(new Result(1, found, ""));
            assertThat(call("stop").err()).isEqualTo("ansible-events: no run of " + home + " is running\n");
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroy();
        }
    }

    @Test
    void copyOfARecordIsNotTheRun() throws Exception {
        held = HoldingProcess.current().hold(run);
        RunDirectory copy = RunDirectory.in(home.resolve("artifacts"), "copy");
        copy.create();
        Files.copy(run.pid(), copy.pid());

        assertThat(call("stop", "-i", "copy").err()).contains("which is no run of this program");
        assertThat(call("is-alive").out()).startsWith("run nightly is running").doesNotContain("copy");
    }

    @Test
    void hugeFileNamesNoProcess() throws Exception {
        held = HoldingProcess.current().hold(run);
        try (var file = new RandomAccessFile(run.pid().toFile(), "rw")) {
            file.setLength(3L << 30);
        }

        assertThat(call("is-alive", "-i", "nightly").out()).startsWith("run nightly names no process");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "start", "is-alive", "stop", "report", "deliver"})
    void emptyDirectoryIsWrongUse(String command) {
        Result result = CommandCall.of(command, "");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .matches("ansible-events: [A-Z_]+_DIR must not be empty\nTry: ansible-events " + command + " --help\n");
        assertThat(CommandCall.of(command, home.toString(), "").exitCode()).isEqualTo(2);
    }

    @Test
    void emptyWordElsewhereIsWrongUse() {
        assertThat(CommandCall.of("").err()).startsWith("ansible-events: an argument is empty\n");
        assertThat(call("stop", "--artifact-dir", "").err())
                .startsWith("ansible-events: --artifact-dir must not be empty\n");
        assertThat(call("stop", "-i", "").exitCode()).isEqualTo(2);
    }

    @Test
    void runOfAnotherMachineIsNotJudged() throws Exception {
        HoldingProcess me = HoldingProcess.current();
        new HoldingProcess(me.pid(), "web9", "another boot", me.started())
                .hold(run)
                .close();

        assertThat(call("is-alive", "-i", "nightly"))
                .isEqualTo(new Result(1, "run nightly was started on web9: ask there whether it is running\n", ""));
        assertThat(call("stop", "-i", "nightly"))
                .isEqualTo(new Result(
                        1, "", "ansible-events: run nightly was started on web9: ask there whether it is running\n"));
    }

    @Test
    void runWithoutAProcessIsNotJudged() throws Exception {
        assertThat(call("is-alive", "-i", "nightly").out())
                .startsWith("run nightly names no process, and its record is not complete");
        Files.writeString(run.pid(), "of something else\n");
        assertThat(call("is-alive", "-i", "nightly").out()).startsWith("run nightly names no process");
    }

    @Test
    void runThatHasEndedIsNotStopped() throws Exception {
        close();

        assertThat(call("is-alive", "-i", "nightly").out())
                .startsWith("run nightly has ended: failed, Ended for a test.");
        assertThat(call("stop", "-i", "nightly").exitCode()).isOne();
    }

    @Test
    void nearestIdentIsProposed() {
        assertThat(call("stop", "-i", "nigthly"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "ansible-events: there is no run nigthly in " + home.resolve("artifacts")
                                + "; did you mean nightly?\n"));
        assertThat(call("is-alive", "-i", "other").out())
                .isEqualTo("there is no run other in " + home.resolve("artifacts") + "\n");
        assertThat(call("stop")).isEqualTo(new Result(1, "", "ansible-events: no run of " + home + " is running\n"));
    }

    @Test
    void wrongDirectoryAndWrongIdentAreWrongUse() {
        assertThat(CommandCall.of("is-alive", "/does/not/exist"))
                .isEqualTo(new Result(2, "", "ansible-events: /does/not/exist: no such directory\n"));
        assertThat(call("stop", "-i", "../x").exitCode()).isEqualTo(2);
        assertThat(call("stop", "--artifact-dir", "/does/not/exist").exitCode()).isEqualTo(2);
    }
}
