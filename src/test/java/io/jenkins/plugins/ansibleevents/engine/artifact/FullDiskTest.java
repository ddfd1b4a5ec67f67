package io.jenkins.plugins.ansibleevents.engine.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a file system of 256 KB, mounted for one process. */
class FullDiskTest {

    private static final String SMALL_DISK = "mount -t tmpfs -o size=256k tmpfs \"$1\" && ";

    @TempDir
    Path directory;

    @Test
    void recordsWhatFitsAndSaysWhatDoesNot() throws Exception {
        assumeTrue(shell("true").exitCode == 0, "no right to mount a small file system (unshare -rm)");

        Output run = shell("\"$2\" -cp \"$3\" " + FullDiskRun.class.getName() + " \"$1\"");

        assertThat(run.exitCode).as(run.text).isZero();
        assertThat(run.text)
                .containsPattern(
                        "told: cannot record event \\d+ in \\S+/run/events.jsonl: no space left on device; the run goes on")
                .containsPattern("told: [\\d ]+ of 2 000 events are missing")
                .contains("every line is an event: true")
                .contains("manifest: true");
    }

    private record Output(int exitCode, String text) {}

    private Output shell(String command) throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Path disk = Files.createDirectories(directory.resolve("disk"));
        Process process = new ProcessBuilder(List.of(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        SMALL_DISK + command,
                        "sh",
                        disk.toString(),
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        System.getProperty("java.class.path")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exitCode = process.waitFor();
        return new Output(exitCode, Files.readString(log, StandardCharsets.UTF_8));
    }
}
