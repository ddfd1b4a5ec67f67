package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.AbandonedRun;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Recordings of runs that were going on when Jenkins went down. Pipeline steps go on and take over their recordings.
 * Other builds ended with Jenkins; their recordings are closed and archived when Jenkins starts, and their logs and
 * results say what happened.
 */
@Restricted(NoExternalUse.class)
public final class LeftRecordings {

    private static final Logger LOGGER = Logger.getLogger(LeftRecordings.class.getName());

    /** Idents of Pipelines that go on. */
    private static final Set<String> WAITING = ConcurrentHashMap.newKeySet();

    private LeftRecordings() {}

    /** Whether a run waits for the step of a Pipeline that takes it up. */
    public static boolean isWaiting(String ident) {
        return WAITING.contains(ident);
    }

    /** The step of a Pipeline has taken up its run. */
    public static void takenUp(String ident) {
        WAITING.remove(ident);
    }

    /** What happened to a run that Jenkins ended, or left, when it went down: a sentence without its full stop. */
    public static String reason() {
        return Messages.LeftRecordings_restarted();
    }

    /** Closes what is left of a run and archives it; does nothing when nothing is left. */
    public static synchronized void archive(Run<?, ?> build, String ident, TaskListener log)
            throws IOException, InterruptedException {
        RunArchive.abandon(ident);
        WAITING.remove(ident); // nobody takes it up any more, so its events are sent to receivers again
        Path directory = RunArchive.recording(ident);
        if (!Files.isDirectory(directory)) {
            return;
        }
        var files = new RunDirectory(directory);
        boolean hadEnded = Files.exists(files.manifest());
        AbandonedRun.close(files, RunReports::draw, reason());
        RunSummary run = LeftRun.read(ident, directory);
        @CheckForNull CutOffBuild cut = CutOffBuild.of(build);
        if (cut != null) {
            cut.end(lastSignOfLife(files, build), story(run, hadEnded));
        }
        PlaybookRunsAction.add(build, run);
        ArchivedPart part = RecordingOwner.part(ident);
        RunArchive.archive(build, directory, log, name -> part.has(name, run.isSuccessful()));
        LOGGER.info(() -> "Archived the run " + ident + ", left by a crash of Jenkins, in " + build);
    }

    private static List<String> story(RunSummary run, boolean hadEnded) {
        var story = new ArrayList<String>();
        story.add(hadEnded ? Messages.LeftRecordings_ended(run.getSentence()) : run.getSentence());
        if (RecordingOwner.part(run.getIdent()) != ArchivedPart.NOTHING) {
            story.add(Messages.LeftRecordings_artifacts(run.getArtifactsPath()));
        }
        story.add(Messages.LeftRecordings_again());
        return story;
    }

    /** When the run or its build was last written to, in milliseconds: Jenkins went down then or somewhat later. */
    private static long lastSignOfLife(RunDirectory run, Run<?, ?> build) {
        return Math.max(run.events().toFile().lastModified(), build.getLogFile().lastModified());
    }

    /** Archives all left recordings once, when all jobs are loaded. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void archiveAll() throws InterruptedException {
        RunArchive.deleteRemains();
        for (String ident : idents()) {
            tryToTakeCare(ident);
        }
    }

    private static void tryToTakeCare(String ident) throws InterruptedException {
        try {
            takeCare(ident);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot archive the run " + ident + ", left by a crash of Jenkins");
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
            RunArchive.abandon(ident);
            RunArchive.delete(ident);
            LOGGER.info(() -> "Removed the run " + ident + ", left by a crash of Jenkins: its build is gone");
        } else if (build.isBuilding()) {
            WAITING.add(ident);
        } else {
            archive(build, ident, TaskListener.NULL); // the build's log is closed
            RecordingOwner.forget(ident);
        }
    }

    /** Archives what is left of a Pipeline that has ended without taking over its recording. */
    @Extension
    public static final class EndedPipelines extends RunListener<Run<?, ?>> {

        @Override
        public void onFinalized(Run<?, ?> build) {
            for (String ident : WAITING) {
                try {
                    if (build.equals(RecordingOwner.of(ident)) && WAITING.remove(ident)) {
                        tryToTakeCare(ident);
                    }
                } catch (IOException e) {
                    LOGGER.log(Level.FINE, e, () -> "the owner of the run " + ident + " cannot be read");
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
