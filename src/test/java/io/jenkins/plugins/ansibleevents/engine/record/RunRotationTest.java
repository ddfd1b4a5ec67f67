package io.jenkins.plugins.ansibleevents.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRotationTest {

    @TempDir
    Path artifacts;

    private Path run(String ident, String status, Duration age) throws IOException {
        Path run = Files.createDirectories(artifacts.resolve(ident).resolve("fact_cache"))
                .getParent();
        FileTime time = FileTime.from(Instant.now().minus(age));
        Files.setLastModifiedTime(Files.writeString(run.resolve("events.jsonl"), "x\n"), time);
        Files.writeString(run.resolve("status"), status);
        Files.setLastModifiedTime(run, time);
        return run;
    }

    @Test
    void oldestRunsGoFirst() throws IOException {
        Path oldest = run("z", "failed", Duration.ofDays(3));
        Path newest = run("a", "successful", Duration.ofDays(1));
        Path middle = run("m", "successful", Duration.ofDays(2));

        assertThat(RunRotation.rotate(artifacts, new RunRotation.Limits(2, 0))).containsExactly(oldest);
        assertThat(oldest).doesNotExist();
        assertThat(newest).exists();
        assertThat(middle).exists();
    }

    @Test
    void oldRunsGoAndThoseThatGoOnStay() throws IOException {
        Path old = run("old", "successful", Duration.ofDays(8));
        Path young = run("young", "failed", Duration.ofDays(6));
        Path going = run("going", "running", Duration.ofMinutes(2));
        Files.setLastModifiedTime(going, FileTime.from(Instant.now().minus(Duration.ofDays(9))));

        assertThat(RunRotation.rotate(artifacts, new RunRotation.Limits(0, 7))).containsExactly(old);
        assertThat(young).exists();
        assertThat(going).exists();
    }

    @Test
    void runBeyondEitherLimitGoes() throws IOException {
        Path old = run("old", "successful", Duration.ofDays(8));
        Path second = run("second", "failed", Duration.ofDays(2));
        Path first = run("first", "failed", Duration.ofDays(1));

        assertThat(RunRotation.rotate(artifacts, new RunRotation.Limits(1, 7))).containsExactly(old, second);
        assertThat(first).exists();
    }

    @Test
    void zeroKeepsAll() throws IOException {
        run("a", "failed", Duration.ofDays(3));

        assertThat(RunRotation.rotate(artifacts, new RunRotation.Limits(0, 0))).isEmpty();
    }

    @Test
    void whatIsNoRunIsNeverRemoved() throws IOException {
        Path notes = Files.createDirectories(artifacts.resolve("notes"));
        Files.writeString(notes.resolve("readme"), "mine");
        run("a", "failed", Duration.ofDays(1));
        Path outside = run("inner/outside", "failed", Duration.ofDays(9));
        Files.createSymbolicLink(artifacts.resolve("link"), outside);

        RunRotation.rotate(artifacts, new RunRotation.Limits(1, 0));

        assertThat(notes.resolve("readme")).exists();
        assertThat(outside.resolve("events.jsonl")).exists();
    }

    @Test
    void runThatIsGoingOnIsLeftAlone() throws IOException {
        Path going = run("going", "running", Duration.ofMinutes(2));
        Path killed = run("killed", "running", Duration.ofDays(2));
        run("new", "successful", Duration.ZERO);

        assertThat(RunRotation.rotate(artifacts, new RunRotation.Limits(1, 0))).containsExactly(killed);
        assertThat(going).exists();
    }
}
