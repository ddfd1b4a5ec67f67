package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which statuses and events of a run are read while it goes on. */
class RunLogTest {

    @TempDir
    Path directory;

    /** The time between reading the statuses and reading the events is short, so it takes many runs to meet it. */
    @Test
    void statusIsReadBeforeTheEventThatWasRecordedAfterIt() throws Exception {
        for (int round = 0; round < 300; round++) {
            Path home = Files.createDirectory(directory.resolve("run-" + round));
            Files.createFile(home.resolve("events.jsonl"));
            StatusLog statuses = StatusLog.open(home.resolve("statuses.jsonl"));
            var together = new CyclicBarrier(2);
            var recorder = CompletableFuture.runAsync(() -> record(home, statuses, together));
            try (var log = new RunLog("r", new SpooledEvents(home, home), statuses, () -> false)) {
                together.await();
                assertThat(first(log).description()).isEqualTo("status running");
            }
            recorder.get();
        }
    }

    private static EmitterMessage first(RunLog log) throws IOException {
        RunLog.Entry entry = null;
        while (entry == null) {
            entry = log.next(Position.START);
        }
        return entry.message();
    }

    private static void record(Path home, StatusLog statuses, CyclicBarrier together) {
        try {
            together.await();
            statuses.append(0, StatusEvent.of(RunStatus.RUNNING, "r"));
            Files.writeString(home.resolve("events.jsonl"), RecordedRun.event(1, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
