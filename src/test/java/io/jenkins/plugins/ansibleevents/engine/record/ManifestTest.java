package io.jenkins.plugins.ansibleevents.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sentences about the missing parts of a record. */
class ManifestTest {

    @TempDir
    Path directory;

    private RunDirectory run;

    @BeforeEach
    void record() throws IOException {
        run = RunDirectory.in(directory, "nightly");
        run.create();
        try (RunRecorder recorder = RunRecorder.open(run, RunReports::draw, sentence -> {})) {
            recorder.status(StatusEvent.of(RunStatus.STARTING, "nightly"));
            twelveEvents().forEach(recorder::event);
            recorder.status(StatusEvent.of(RunStatus.SUCCESSFUL, "nightly"));
            recorder.finish(result());
        }
    }

    private static List<EventLine> twelveEvents() {
        var events = new Events().play("web");
        for (int i = 0; i < 10; i++) {
            events.task("t" + i);
        }
        return events.stats().lines();
    }

    private static RunResult result() {
        var outcome = new RunOutcome(RunOutcome.Kind.SUCCESSFUL, "all went well");
        return new RunResult("nightly", RunStatus.SUCCESSFUL, 0, outcome, 12, Duration.ofSeconds(3));
    }

    @Test
    void completeRunHasNothingToSay() throws IOException {
        Verification found = Manifest.verify(run.path());

        assertThat(found.findings()).isEmpty();
        assertThat(found.complete()).isTrue();
        assertThat(found.events()).isEqualTo(12);
    }

    @Test
    void manifestIsReadAsItWasWritten() throws IOException {
        Manifest manifest = Manifest.read(run);

        assertThat(manifest).isNotNull();
        assertThat(manifest.ident()).isEqualTo("nightly");
        assertThat(manifest.status()).isEqualTo("successful");
        assertThat(manifest.outcome().kind()).isEqualTo(RunOutcome.Kind.SUCCESSFUL);
        assertThat(manifest.events()).isEqualTo(12);
        assertThat(manifest.bytes()).isEqualTo(Files.size(run.events()));
    }

    @Test
    void oneMissingEventIsNamed() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(run.events()));
        lines.remove(4);
        Files.write(run.events(), lines);

        assertThat(Manifest.verify(run.path()).findings()).containsExactly("1 of 12 events is missing (counter 5)");
    }

    @Test
    void missingRangesAndTheMissingEndAreNamed() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(run.events()));
        lines.subList(9, 12).clear();
        lines.remove(1);
        Files.write(run.events(), lines);

        assertThat(Manifest.verify(run.path()).findings())
                .containsExactly("4 of 12 events are missing (counters 2, 10-12)");
    }

    @Test
    void changedEventIsSeen() throws IOException {
        Files.writeString(run.events(), Files.readString(run.events()).replace("\"t3\"", "\"t4\""));

        assertThat(Manifest.verify(run.path()).findings())
                .containsExactly("events.jsonl has been changed since the run: its sha256 is not the manifest's");
    }

    @Test
    void killedRunSaysSoAndKeepsItsLines() throws IOException {
        Files.delete(run.manifest());
        Files.writeString(run.events(), "{\"uuid\": \"half", StandardOpenOption.APPEND);

        Verification found = Manifest.verify(run.path());

        assertThat(found.events()).isEqualTo(12);
        assertThat(found.findings())
                .containsExactly(
                        "there is no manifest.json: the run was killed before its end, or is still going on",
                        "the last line of events.jsonl has no end (14 bytes): the run was killed while it was written");
    }

    @Test
    void lineThatIsNoEventIsNamedByItsNumber() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(run.events()));
        lines.set(2, "garbage");
        Files.write(run.events(), lines);

        assertThat(Manifest.verify(run.path()).findings())
                .containsExactly(
                        "1 line of events.jsonl cannot be read, the first is line 3",
                        "1 of 12 events is missing (counter 3)");
    }

    @Test
    void manifestOfAnotherVersionIsRefused() throws IOException {
        Files.writeString(
                run.manifest(), Files.readString(run.manifest()).replace("\"version\" : 1", "\"version\" : 7"));

        assertThatThrownBy(() -> Manifest.verify(run.path()))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("manifest.json cannot be read: version 7 is not known here, only 1 is");
    }

    @Test
    void thousandsAreSetApart() {
        var gaps = new CounterGaps();
        gaps.present(511);
        gaps.present(10_231);

        assertThat(gaps.inWords()).isEqualTo("10 229 of 10 231 events are missing (counters 1-510, 512-10230)");
    }
}
