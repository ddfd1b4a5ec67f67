package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunRecorder;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records runs for tests, and reads their documents. */
final class ViewedRun {

    static final ObjectMapper JSON = new ObjectMapper();

    private ViewedRun() {}

    /** A recorder of a new run that has begun. */
    static RunRecorder begin(RunDirectory run) throws IOException {
        run.create();
        RunRecorder recorder = RunRecorder.open(run, (directory, manifest, files) -> {}, sentence -> {
            throw new AssertionError(sentence);
        });
        var command = List.of("ansible-playbook", "--check", "site.yml");
        recorder.status(new StatusEvent(RunStatus.STARTING, "run", command, Map.of(), "/srv"));
        recorder.status(StatusEvent.of(RunStatus.RUNNING, "run"));
        return recorder;
    }

    /** The last of a run. */
    static void finish(RunRecorder recorder, long events) {
        recorder.status(StatusEvent.of(RunStatus.FAILED, "run"));
        var outcome = new RunOutcome(RunOutcome.Kind.HOSTS_FAILED, "tasks failed on b");
        recorder.finish(new RunResult("run", RunStatus.FAILED, 2, outcome, (int) events, Duration.ofSeconds(9)));
    }

    /** A run that is over. */
    static RunDirectory record(Path directory, List<EventLine> events) throws IOException {
        RunDirectory run = RunDirectory.in(directory, "run");
        try (RunRecorder recorder = begin(run)) {
            events.forEach(recorder::event);
            finish(recorder, events.size());
        }
        return run;
    }

    /** A document; parameters in turn name and value. */
    static JsonNode document(RunView view, String name, String... parameters) throws IOException, ViewException {
        var given = new HashMap<String, String>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        var out = new ByteArrayOutputStream();
        view.write(name, given, out);
        return JSON.readTree(out.toByteArray());
    }
}
