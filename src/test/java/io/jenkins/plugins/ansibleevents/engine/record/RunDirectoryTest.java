package io.jenkins.plugins.ansibleevents.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void ofManyRunsWithOneIdentOnlyOneGetsTheDirectory() {
        var made = new AtomicInteger();
        IntStream.range(0, 16).parallel().forEach(i -> {
            try {
                RunDirectory.in(directory.resolve("artifacts"), "nightly").create();
                made.incrementAndGet();
            } catch (RunDirectoryException e) {
                assertThat(e).hasMessageContaining("there is a run at ").hasMessageContaining("nightly already");
            }
        });
        assertThat(made).hasValue(1);
    }

    @Test
    void whatStandsThereIsNotTakenOver() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve("nightly"), elsewhere);
        assertThatThrownBy(() -> RunDirectory.in(directory, "nightly").create())
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("already");
    }

    @Test
    void aRunDirectoryIsItsOwnersAlone() throws Exception {
        RunDirectory run = RunDirectory.in(directory.resolve("artifacts"), "nightly");
        run.create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
                .isEqualTo("rwx------");
    }
}
