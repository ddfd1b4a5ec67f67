package io.jenkins.plugins.ansibleevents.build;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.AbandonedRun;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Recordings of runs that were going on when Jenkins went down. Pipeline steps go on and take over their recordings.
 * Other builds ended with Jenkins; their recordings are closed and archived when Jenkins starts.
 */
@Restricted(NoExternalUse.class)
public final class LeftRecordings {

    private static final Logger LOGGER = Logger.getLogger(LeftRecordings.class.getName());

    private LeftRecordings() {}

    /** Closes what is left of a run and archives it; does nothing when nothing is left. */
    public static void archive(Run<?, ?> build, String ident, TaskListener log)
            throws IOException, InterruptedException {
        Path directory = RunArchive.recording(ident);
        if (Files.isDirectory(directory)) {
            AbandonedRun.close(new RunDirectory(directory), RunReports::draw, Messages.LeftRecordings_restarted());
            RunSummary summary = LeftRun.read(ident, directory);
            RunArchive.archive(build, directory, log, name -> true);
            PlaybookRunsAction.add(build, summary);
        }
    }

    /** Archives all left recordings once, when all jobs are loaded. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void archiveAll() throws InterruptedException {
        for (String ident : idents()) {
            try {
                takeCare(ident);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot archive the run " + ident + ", left by a crash of Jenkins");
            }
        }
    }

    private static List<String> idents() {
        if (!Files.isDirectory(StateDirectory.recordings())) {
            return List.of();
        }
        try (var entries = Files.list(StateDirectory.recordings())) {
            return entries.map(path -> path.toFile().getName())
                    .filter(name -> name.endsWith(RecordingOwner.ENDING))
                    .map(name -> name.substring(0, name.length() - RecordingOwner.ENDING.length()))
                    .toList();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot look for runs left in " + StateDirectory.recordings());
            return List.of();
        }
    }

    private static void takeCare(String ident) throws IOException, InterruptedException {
        Run<?, ?> build = RecordingOwner.of(ident);
        if (build == null) {
            RunArchive.delete(ident);
            LOGGER.info(() -> "Removed the run " + ident + ", left by a crash of Jenkins: its build is gone");
        } else if (!build.isBuilding()) {
            archive(build, ident, TaskListener.NULL); // the build's log is closed
            RecordingOwner.forget(ident);
            LOGGER.info(() -> "Archived the run " + ident + ", left by a crash of Jenkins, in " + build);
        }
    }
}
