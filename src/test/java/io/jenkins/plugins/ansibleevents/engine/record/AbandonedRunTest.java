package io.jenkins.plugins.ansibleevents.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose recorder died is closed by somebody else. */
class AbandonedRunTest {

    private static final String EVENT =
            "{\"uuid\":\"u%1$d\",\"counter\":%1$d,\"event\":\"verbose\",\"stdout\":\"line %1$d\",\"event_data\":{}}\n";

    @TempDir
    Path directory;

    private RunDirectory run;

    @BeforeEach
    void recordHalfARun() throws IOException {
        run = new RunDirectory(directory.resolve("deploy-7-1"));
        run.create();
        Files.writeString(run.status(), "running");
        Files.writeString(run.events(), EVENT.formatted(1) + EVENT.formatted(2));
    }

    @Test
    void closedRunIsARecordLikeAnyOther() throws IOException {
        List<String> missing = AbandonedRun.close(run, RunReports::draw, "Jenkins was restarted.");

        assertThat(missing).singleElement().asString().startsWith("the recording stopped before the end of the run");
        assertThat(run.status()).hasContent("failed");
        assertThat(run.rc()).hasContent("254");
        assertThat(run.recap()).exists();
        assertThat(run.index()).exists();
        assertThat(run.junit()).exists();
        assertThat(run.report()).content().contains("Jenkins was restarted.");
        Manifest manifest = Manifest.read(run);
        assertThat(manifest.events()).isEqualTo(2);
        assertThat(manifest.outcome().sentence()).isEqualTo("Jenkins was restarted.");
        assertThat(Manifest.verify(run.path()).findings()).isEqualTo(missing);
    }

    @Test
    void hostsThatWereInATaskAreNamed() throws IOException {
        Files.writeString(run.events(), inTask(1, "runner_on_start", "web1") + inTask(2, "runner_on_start", "web2"));
        Files.writeString(run.events(), inTask(3, "runner_on_ok", "web1"), StandardOpenOption.APPEND);

        AbandonedRun.close(run, RunReports::draw, "Jenkins was restarted.");

        assertThat(Manifest.read(run).outcome().sentence())
                .isEqualTo("Jenkins was restarted; still running: task \"nap\" on web2");
    }

    private static String inTask(int counter, String event, String host) {
        return EVENT.formatted(counter)
                .replace("verbose", event)
                .replace("{}", "{\"host\":\"" + host + "\",\"task\":\"nap\",\"task_uuid\":\"t1\"}");
    }

    @Test
    void halfALineIsCutOff() throws IOException {
        Files.writeString(run.events(), "{\"uuid\":\"u3\",\"coun", StandardOpenOption.APPEND);

        List<String> missing = AbandonedRun.close(run, RunReports::draw, "Jenkins was restarted.");

        assertThat(missing).anyMatch(m -> m.startsWith("the last event was cut off"));
        assertThat(run.events()).hasContent(EVENT.formatted(1) + EVENT.formatted(2));
        assertThat(Manifest.verify(run.path()).events()).isEqualTo(2);
    }

    @Test
    void runThatEndedIsLeftAsItIs() throws IOException {
        AbandonedRun.close(run, RunReports::draw, "first");
        byte[] manifest = Files.readAllBytes(run.manifest());

        assertThat(AbandonedRun.close(run, RunReports::draw, "second")).isEmpty();
        assertThat(run.manifest()).hasBinaryContent(manifest);
    }

    @Test
    void runWithoutAnEventIsClosedToo() throws IOException {
        Files.delete(run.events());

        AbandonedRun.close(run, RunReports::draw, "Jenkins was restarted.");

        assertThat(Manifest.verify(run.path()).events()).isZero();
    }

    @Test
    void runThatWasCutOffAtItsStartEndsNotBeforeIt() throws IOException {
        Files.setLastModifiedTime(run.events(), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        Files.writeString(run.command(), "{}");
        Files.setLastModifiedTime(run.command(), FileTime.from(Instant.parse("2026-01-01T00:00:01Z")));

        AbandonedRun.close(run, RunReports::draw, "Jenkins was restarted.");

        assertThat(Manifest.read(run).finished()).isEqualTo("2026-01-01T00:00:01Z");
    }
}
