package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The private directory of a run on a disk that is really full in the middle: 256 KB, mounted for one process. */
class FullPrivateDiskTest {

    private static final String SMALL_DISK = "mount -t tmpfs -o size=256k tmpfs \"$1\" && ";

    @TempDir
    Path directory;

    private String shell(String command) throws IOException, InterruptedException {
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
                        directory.toString(),
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        System.getProperty("java.class.path")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return "exit code " + process.waitFor() + "\n" + Files.readString(log, StandardCharsets.UTF_8);
    }

    @Test
    void theRunGoesOnAndSaysWhatIsLost() throws Exception {
        AnsibleHere.need("ansible-playbook");
        assumeTrue(shell("true").startsWith("exit code 0\n"), "no right to mount a small file system (unshare -rm)");

        String said = shell("\"$3\" -cp \"$4\" " + FullPrivateDiskRun.class.getName() + " \"$1\" \"$2\"");

        assertThat(said)
                .startsWith("exit code 0\n")
                .contains("rc 0, successful")
                .containsPattern("event \\d+ playbook_on_stats")
                .contains(
                        "told: event runner_on_ok could not be recorded: [Errno 28] No space left on device",
                        "told: 1 line(s) of the record are lost before line ")
                .contains("left: 0");
    }
}
