package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.record.JobEvents;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunRecorder;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Records a run on the controller, in the directory of its build, until {@link RunArchive} takes it over. */
@Restricted(NoExternalUse.class)
public final class RunRecording implements RunListener, Closeable {

    private final RunRecorder recorder;
    private final @CheckForNull JobEvents jobEvents;

    private RunRecording(RunRecorder recorder, @CheckForNull JobEvents jobEvents) {
        this.recorder = recorder;
        this.jobEvents = jobEvents;
    }

    /**
     * Starts to record.
     *
     * @param run the run that is about to start
     * @param perEvent whether ansible-runner's file per event is written as well
     * @param part what of it becomes artifacts, also when Jenkins goes down before the end of the run
     * @param problems is called with a sentence about each part that cannot be recorded
     * @throws IOException when the directory cannot be made: nothing has been run yet
     */
    public static RunRecording open(PlaybookRunInfo run, boolean perEvent, ArchivedPart part, Consumer<String> problems)
            throws IOException {
        RecordingOwner.remember(run, part);
        RunDirectory directory = RunDirectory.in(StateDirectory.recordings(), run.ident());
        directory.create();
        RunRecorder recorder = RunRecorder.open(directory, RunReports::draw, problems::accept);
        return new RunRecording(recorder, perEvent ? JobEvents.open(directory, problems::accept) : null);
    }

    /**
     * Goes on to record a run that is handed out again from its beginning; the recording has everything once.
     *
     * @throws IOException when the directory cannot be read or written
     */
    public static RunRecording takeUp(PlaybookRunInfo run, boolean perEvent, Consumer<String> problems)
            throws IOException {
        var directory = new RunDirectory(run.directory());
        RunRecorder recorder = RunRecorder.takeUp(directory, RunReports::draw, problems::accept);
        return new RunRecording(recorder, perEvent ? JobEvents.open(directory, problems::accept) : null);
    }

    /** The counter of the last event that was recorded before this Jenkins took the run up; 0 for none. */
    public long eventsBefore() {
        return recorder.eventsBefore();
    }

    @Override
    public void status(StatusEvent status) {
        recorder.status(status);
    }

    @Override
    public void event(EventLine event) {
        recorder.event(event);
        if (jobEvents != null) {
            jobEvents.event(event);
        }
    }

    @Override
    public void output(byte[] text, int offset, int length) {
        recorder.output(text, offset, length);
    }

    @Override
    public void ansible(AnsibleInfo info) {
        recorder.ansible(info);
    }

    @Override
    public void notice(String message) {
        recorder.notice(message);
    }

    /** Writes recap, reports and manifest. */
    public void finish(RunResult result) {
        recorder.finish(result);
    }

    @Override
    public void close() {
        recorder.close();
    }
}
