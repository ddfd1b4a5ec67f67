package io.jenkins.plugins.ansibleevents.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.disk.SmallDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a file system of 256 KB, mounted for one process. */
class FullDiskTest {

    @TempDir
    Path directory;

    @Test
    void recordsWhatFitsAndSaysWhatDoesNot() throws Exception {
        var disk = new SmallDisk(directory);
        disk.need();

        SmallDisk.Output run = disk.java(FullDiskRun.class);

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.text())
                .containsPattern(
                        "told: cannot record event \\d+ in \\S+/run/events.jsonl: no space left on device; the run goes on")
                .containsPattern("told: [\\d ]+ of 2 000 events are missing")
                .contains("every line is an event: true")
                .contains("manifest: true");
    }
}
