package io.jenkins.plugins.ansibleevents.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.record.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEventsTest {

    @TempDir
    Path directory;

    private Path file() throws IOException {
        return new Events().play("web").task("Copy").ok("a", true).ok("b", true).in(directory);
    }

    private static List<Long> counters(RunEvents events) throws IOException {
        var counters = new ArrayList<Long>();
        events.each(event -> counters.add(event.head().counter()));
        return counters;
    }

    @Test
    void shortRunIsReadOnce() throws IOException {
        Path file = file();
        RunEvents events = RunEvents.of(file);

        assertThat(counters(events)).containsExactly(1L, 2L, 3L, 4L);
        Files.delete(file);
        assertThat(counters(events)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void longRunIsReadAgainFromItsFile() throws IOException {
        Path file = file();
        RunEvents events = RunEvents.of(file, (int) Files.size(file) / 2);

        assertThat(counters(events)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(counters(events)).containsExactly(1L, 2L, 3L, 4L);
        Files.delete(file);
        assertThat(counters(events)).isEmpty();
    }
}
