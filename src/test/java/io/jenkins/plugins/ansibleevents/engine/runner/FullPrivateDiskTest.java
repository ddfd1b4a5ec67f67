package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.disk.SmallDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The private directory of a run on a disk that is really full in the middle: 256 KB, mounted for one process. */
class FullPrivateDiskTest {

    @TempDir
    Path directory;

    @Test
    void theRunGoesOnAndSaysWhatIsLost() throws Exception {
        AnsibleHere.need("ansible-playbook");
        var disk = new SmallDisk(directory);
        disk.need();

        SmallDisk.Output run = disk.java(FullPrivateDiskRun.class, directory);

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.text())
                .contains("rc 0, successful")
                .containsPattern("event \\d+ playbook_on_stats")
                .contains(
                        "told: event runner_on_ok could not be recorded: [Errno 28] No space left on device",
                        "told: 1 line(s) of the record are lost before line ")
                .contains("left: 0");
    }
}
