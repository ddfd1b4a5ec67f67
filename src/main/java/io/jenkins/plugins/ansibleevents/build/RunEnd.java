package io.jenkins.plugins.ansibleevents.build;

import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.build.history.HistoryFile;
import io.jenkins.plugins.ansibleevents.build.history.HostHistory;
import io.jenkins.plugins.ansibleevents.build.history.HostPast;
import io.jenkins.plugins.ansibleevents.build.history.RunPast;
import io.jenkins.plugins.ansibleevents.build.history.TaskPast;
import io.jenkins.plugins.ansibleevents.engine.record.RecapFile;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.view.ResultState;
import io.jenkins.plugins.ansibleevents.engine.view.RunFiles;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import io.jenkins.plugins.ansibleevents.engine.view.TaskView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Notes the end of a run where later builds and the pages of hosts look for it. */
final class RunEnd {

    private static final Logger LOGGER = Logger.getLogger(RunEnd.class.getName());

    private RunEnd() {}

    /** Reads a recording that is complete. A problem is logged: the build goes on without its history. */
    static void note(Run<?, ?> build, RunSummary summary) {
        try {
            var run = new RunDirectory(RunArchive.recording(summary.getIdent()));
            RunPast past = past(run, summary);
            HistoryFile.add(build.getRootDir().toPath(), past);
            HostHistory.get().add(build, past);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot keep the history of the run " + summary.getIdent());
        }
    }

    private static RunPast past(RunDirectory run, RunSummary summary) throws IOException {
        try (RunView view = RunView.open(RunFiles.of(run))) {
            return new RunPast(
                    summary.getIdent(),
                    summary.getPlaybook(),
                    summary.getLimit(),
                    summary.getPlace(),
                    summary.getStartedMillis(),
                    summary.getMillis(),
                    summary.isCheck(),
                    summary.getStatus(),
                    summary.getSentence(),
                    hosts(run),
                    view.tasks().stream().map(RunEnd::past).toList(),
                    0);
        }
    }

    private static List<HostPast> hosts(RunDirectory run) throws IOException {
        if (!Files.exists(run.recap())) {
            return List.of();
        }
        try (InputStream recap = Files.newInputStream(run.recap())) {
            return RecapFile.read(recap).hosts().stream().map(HostPast::of).toList();
        }
    }

    private static TaskPast past(TaskView task) {
        int bad = task.count(ResultState.FAILED) + task.count(ResultState.UNREACHABLE);
        int good = task.results() - bad - task.count(ResultState.SKIPPED);
        return new TaskPast(task.name(), task.source().path(), task.took(), task.longest(), good, bad);
    }
}
