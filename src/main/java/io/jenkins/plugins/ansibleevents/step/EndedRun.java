package io.jenkins.plugins.ansibleevents.step;

import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.StoredEvents;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The recording of a run whose end is known, and whose step a crash of Jenkins has kept from its own end. */
final class EndedRun {

    private final RunDirectory recording;

    EndedRun(Path recording) {
        this.recording = new RunDirectory(recording);
    }

    /** Hands out the recorded events and the final status. */
    void handOut(RunResult result, List<RunListener> listeners) throws IOException {
        StoredEvents.read(recording.events(), event -> listeners.forEach(listener -> listener.event(event)));
        listeners.forEach(listener -> listener.status(StatusEvent.of(result.status(), result.ident())));
    }
}
