package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.EarlierRun;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRemainsTest {

    @TempDir
    Path dir;

    private RunDirectory run;

    @BeforeEach
    void makeDirectory() throws Exception {
        run = RunDirectory.in(dir, "m-fix");
        run.create();
        Files.writeString(run.command(), "{\"command\": [\"ansible-playbook\"]}");
        Files.writeString(run.status(), "running");
    }

    private EarlierRun judge() throws IOException {
        return new RunRemains(run).judge();
    }

    private void events(String... lines) throws IOException {
        Files.writeString(run.events(), String.join("", lines));
    }

    private static String event(int counter, String name, String data) {
        return "{\"uuid\": \"u" + counter + "\", \"counter\": " + counter + ", \"stdout\": \"\", \"start_line\": 0,"
                + " \"end_line\": 0, \"runner_ident\": \"m-fix\", \"event\": \"" + name + "\", \"pid\": 1,"
                + " \"created\": \"2026-01-01T00:00:00.000000+00:00\", \"event_data\": " + data + "}\n";
    }

    private static String stats(int failures) {
        return event(
                2,
                "playbook_on_stats",
                "{\"processed\": {\"web1\": 1}, \"ok\": {\"web1\": 1}, \"failures\": "
                        + (failures == 0 ? "{}" : "{\"web1\": " + failures + "}")
                        + ", \"dark\": {}, \"changed\": {}, \"skipped\": {}, \"rescued\": {}, \"ignored\": {}}");
    }

    @Test
    void nothingIsKnownOfARunWithoutADirectory() throws Exception {
        assertThat(new RunRemains(RunDirectory.in(dir, "other")).judge()).isEqualTo(EarlierRun.UNKNOWN);
    }

    @Test
    void runWithoutItsEndWasCutOffAndIsClosedAsThat() throws Exception {
        events(event(1, "playbook_on_start", "{}"));

        assertThat(judge()).isEqualTo(EarlierRun.CUT_OFF);

        assertThat(Manifest.read(run).outcome().sentence()).isEqualTo("Cut off by the end of ansible-events serve.");
        assertThat(judge()).as("asked again").isEqualTo(EarlierRun.CUT_OFF);
    }

    @Test
    void runThatWasKilledBeforeItsFirstEventWasCutOff() throws Exception {
        assertThat(judge()).isEqualTo(EarlierRun.CUT_OFF);
    }

    @Test
    void processThatIsKilledWhileItClosesARunDoesNotMakeItAFailedOne() throws Exception {
        Files.writeString(run.status(), "failed");
        Files.writeString(run.rc(), "254");

        assertThat(judge()).isEqualTo(EarlierRun.CUT_OFF);
    }

    @ParameterizedTest
    @CsvSource({"0,successful,true", "1,failed,false"})
    void lastEventSaysThatThePlaybookHasEnded(int failures, String status, boolean successful) throws Exception {
        events(event(1, "playbook_on_start", "{}"), stats(failures));

        assertThat(judge()).isEqualTo(EarlierRun.ended(status, successful));
    }

    @ParameterizedTest
    @CsvSource({"successful,0,true", "failed,2,false", "timeout,254,false"})
    void exitCodeSaysThatThePlaybookHasEnded(String status, String rc, boolean successful) throws Exception {
        Files.writeString(run.status(), status);
        Files.writeString(run.rc(), rc);

        assertThat(judge()).isEqualTo(EarlierRun.ended(status, successful));
    }

    @Test
    void runThatWasCancelledByTheEndOfServeWasCutOff() throws Exception {
        Files.writeString(run.status(), "canceled");
        Files.writeString(run.rc(), "254");

        assertThat(judge()).isEqualTo(EarlierRun.CUT_OFF);
    }
}
