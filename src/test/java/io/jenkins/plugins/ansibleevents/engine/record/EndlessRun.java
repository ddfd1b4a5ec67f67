package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that records events until it is killed, and prints how many it has; for {@link KilledRunTest}. */
final class EndlessRun {

    private EndlessRun() {}

    public static void main(String[] args) throws IOException {
        RunDirectory run = RunDirectory.in(Path.of(args[0]), args[1]);
        run.create();
        RunRecorder recorder = RunRecorder.open(run, RunReports::draw, System.err::println);
        recorder.status(StatusEvent.of(RunStatus.STARTING, args[1]));
        recorder.status(StatusEvent.of(RunStatus.RUNNING, args[1]));
        String template = new Events().ok("web1", true).lines().get(0).toJson();
        for (int counter = 1; ; counter++) {
            String json = template.replace("\"counter\":1,", "\"counter\":" + counter + ",");
            recorder.event(EventLine.parse(json.getBytes(StandardCharsets.UTF_8)));
            System.out.println(counter);
        }
    }
}
