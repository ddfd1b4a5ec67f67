package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A process that records 2 000 events on a disk that is too small, and reports what is left; for {@link FullDiskTest}. */
final class FullDiskRun {

    private FullDiskRun() {}

    public static void main(String[] args) throws IOException {
        RunDirectory run = RunDirectory.in(Path.of(args[0]), "run");
        run.create();
        try (RunRecorder recorder = RunRecorder.open(run, RunReports::draw, FullDiskRun::tell)) {
            recorder.status(StatusEvent.of(RunStatus.STARTING, "run"));
            var events = new Events().play("web").task("Fill");
            while (events.lines().size() < 2_000) {
                events.ok("host" + events.lines().size(), true);
            }
            events.lines().forEach(recorder::event);
            recorder.finish(new RunResult(
                    "run",
                    RunStatus.SUCCESSFUL,
                    0,
                    new RunOutcome(RunOutcome.Kind.SUCCESSFUL, "done"),
                    2_000,
                    Duration.ofSeconds(1)));
        }
        StoredEvents.Remains remains = StoredEvents.read(run.events(), event -> {});
        System.out.println("every line is an event: " + (remains.badLines() == 0 && remains.tornBytes() == 0));
        System.out.println("manifest: " + (Manifest.read(run) != null));
    }

    private static void tell(String sentence) {
        System.out.println("told: " + sentence);
    }
}
