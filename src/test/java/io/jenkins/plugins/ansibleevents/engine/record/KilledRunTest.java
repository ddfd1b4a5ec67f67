package io.jenkins.plugins.ansibleevents.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the process that records: its events so far are there, and reports can be drawn of them. */
class KilledRunTest {

    private static final int ROUNDS = 4;

    @TempDir
    Path directory;

    @Test
    void everyRecordedLineIsReadableAfterAKill() throws Exception {
        var random = new Random(20260301);
        for (int round = 0; round < ROUNDS; round++) {
            long recorded = recordUntilKilled("run" + round, 200 + random.nextInt(3_000));
            RunDirectory run = new RunDirectory(directory.resolve("run" + round));

            Verification found = RunReports.redraw(run);

            assertThat(found.events()).isGreaterThanOrEqualTo(recorded);
            assertThat(found.lastCounter()).isEqualTo(found.events());
            assertThat(found.findings().get(0)).startsWith("there is no manifest.json: the run was killed");
            assertThat(run.report()).content().contains("This record is not complete.", "was killed before its end");
            assertThat(run.status()).hasContent("running");
            assertThat(run.rc()).doesNotExist();
        }
    }

    /** Returns how many events the process had said to have recorded. */
    private long recordUntilKilled(String ident, long enough) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessRun.class.getName(),
                        directory.toString(),
                        ident)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long recorded = 0;
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (recorded < enough) {
                recorded = Long.parseLong(lines.readLine());
            }
            process.destroyForcibly().waitFor();
        }
        assertThat(Files.exists(directory.resolve(ident).resolve("manifest.json")))
                .isFalse();
        return recorded;
    }
}
