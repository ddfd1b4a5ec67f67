package io.jenkins.plugins.ansibleevents.build.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.record.Events;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.view.RunFiles;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a red line of the console to its event. */
class FailureSearchTest {

    private static final int ROUNDS = 1_500;

    @TempDir
    Path directory;

    @Test
    void failureBehindALongLoopIsFound() throws Exception {
        var events = new Events().play("web").task("Copy");
        for (int i = 0; i < ROUNDS; i++) {
            events.item("web1", "file" + i);
        }
        events.failed("web1", "disk full").in(directory);

        try (RunView view = RunView.open(RunFiles.of(new RunDirectory(directory)))) {
            assertThat(new FailureSearch(view).counter("web1", "Copy")).isEqualTo(ROUNDS + 3L);
        }
    }
}
