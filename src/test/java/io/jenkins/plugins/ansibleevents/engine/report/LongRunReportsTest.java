package io.jenkins.plugins.ansibleevents.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty thousand events, which do not fit into the memory of the process that draws their reports. */
class LongRunReportsTest {

    private static final String HEAP = "-Xmx32m";

    @TempDir
    Path directory;

    @Test
    void reportsOfALongRunKeepTheirBounds() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongRunReports.class.getName(),
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(directory.resolve("log")))
                .isZero();

        RunDirectory run = RunDirectory.in(directory, "run");
        assertThat(Files.size(run.events())).isGreaterThan(32L << 20);
        assertThat(Files.size(run.report())).isLessThan(10L << 20);
        assertThat(Files.readString(run.report())).contains("\"host" + (LongRunReports.HOSTS - 1) + "\"");
        // One more for the run as a whole, which has no manifest here.
        assertThat(lines(run.junit(), "<testcase ")).isEqualTo((long) LongRunReports.HOSTS * LongRunReports.TASKS + 1);
    }

    private static long lines(Path file, String part) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return reader.lines()
                    .filter(Pattern.compile(Pattern.quote(part)).asPredicate())
                    .count();
        }
    }
}
