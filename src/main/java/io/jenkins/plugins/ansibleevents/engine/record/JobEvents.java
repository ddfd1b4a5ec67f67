package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * {@code --job-events}: a file for each event in ansible-runner's form, {@code job_events/<counter>-<uuid>.json}, with
 * the event's JSON, so that ansible-runner's own {@code Runner.events}, {@code stats} and {@code host_events} can read
 * the run. A file for each event is slow and is not synchronised to the disk; {@code events.jsonl} is the record.
 */
public final class JobEvents implements RunListener {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final Path directory;
    private final RecordingProblems problems;

    private JobEvents(Path directory, RecordingProblems problems) {
        this.directory = directory;
        this.problems = problems;
    }

    /**
     * Makes the directory.
     *
     * @param told takes the first failure to write, in words for the user
     * @throws RunDirectoryException when the directory cannot be made
     */
    public static JobEvents open(RunDirectory run, RunRecorder.Told told) throws RunDirectoryException {
        try {
            ArtifactFiles.real().makeDirectory(run.jobEvents());
            return new JobEvents(run.jobEvents(), new RecordingProblems(told));
        } catch (IOException e) {
            throw new RunDirectoryException("cannot make " + run.jobEvents() + ": " + IoReason.of(e), e);
        }
    }

    @Override
    public void event(EventLine event) {
        EventHead head = event.head();
        if (!SAFE.matcher(head.uuid()).matches()) {
            return;
        }
        Path file = directory.resolve(head.counter() + "-" + head.uuid() + ".json");
        try {
            ArtifactFiles.real().put(file, event::writeTo);
        } catch (IOException e) {
            problems.notWritten(directory, e);
        }
    }
}
