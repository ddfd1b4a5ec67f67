package io.jenkins.plugins.ansibleevents.build;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.BuildListenerAdapter;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Hands a run directory over to the build's artifact manager, below {@code ansible/<ident>/}. The run is recorded
 * on the controller because events come there to be redacted; it is deleted when the
 * manager has taken it.
 */
@Restricted(NoExternalUse.class)
public final class RunArchive {

    private static final Logger LOGGER = Logger.getLogger(RunArchive.class.getName());

    private static final String ARCHIVED = "ansible/";
    private static final String DELETED = "~deleted";
    private static final String HELD = ".held";
    private static final String ABANDONED = ".abandoned";

    private RunArchive() {}

    /** Where a run's files are among the artifacts. */
    public static String pathOf(String ident) {
        return ARCHIVED + ident;
    }

    /** The directory of the files of all runs of a build, where Jenkins' own artifact manager has put them. */
    static Path directory(Path build) {
        return build.resolve("archive").resolve(ARCHIVED);
    }

    /** Where a run is recorded until it is archived. */
    public static Path recording(String ident) {
        return StateDirectory.recordings().resolve(ident);
    }

    /** A file beside the recording of a run that goes on without Jenkins, for the step that takes it up. */
    public static Path held(String ident) {
        return StateDirectory.recordings().resolve(ident + HELD);
    }

    /** By ident the files of {@link #held} whose builds have ended, or are gone, without taking up the run. */
    public static Map<String, Path> abandoned() {
        var files = new TreeMap<String, Path>();
        if (!Files.isDirectory(StateDirectory.recordings())) {
            return files;
        }
        try (var found = Files.newDirectoryStream(StateDirectory.recordings(), "*" + ABANDONED)) {
            for (Path file : found) {
                String name = String.valueOf(file.getFileName());
                files.put(name.substring(0, name.length() - ABANDONED.length()), file);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot look for runs left in " + StateDirectory.recordings(), e);
        }
        return files;
    }

    /** The build of a run has ended, or is gone, and nobody takes the run up. */
    static void abandon(String ident) throws IOException {
        if (Files.exists(held(ident))) {
            Files.move(
                    held(ident),
                    StateDirectory.recordings().resolve(ident + ABANDONED),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Whether the emitters have been asked for the end of a run: what is left of it then waits in their spools. */
    public static boolean isDelivered(String ident) {
        return Files.exists(new RunDirectory(recording(ident)).delivery());
    }

    /**
     * Archives a run.
     *
     * @param directory its run directory, {@link #recording}
     * @param kept whether a file is archived, by its name in the directory; the others are deleted
     * @throws IOException when the artifact manager refuses; the directory is still there then
     */
    public static void archive(Run<?, ?> build, Path directory, TaskListener log, Predicate<String> kept)
            throws IOException, InterruptedException {
        Map<String, String> files = files(directory, kept);
        if (!files.isEmpty()) {
            handOver(build, directory, log, files);
        }
        delete(String.valueOf(directory.getFileName()));
    }

    private static void handOver(Run<?, ?> build, Path directory, TaskListener log, Map<String, String> files)
            throws IOException, InterruptedException {
        build.pickArtifactManager()
                .archive(
                        new FilePath(directory.toFile()),
                        new Launcher.LocalLauncher(log),
                        BuildListenerAdapter.wrap(log),
                        files);
    }

    /**
     * Deletes a recording. Its name changes first: half a directory, left by a crash, must not be taken for a recording
     * and replace the artifacts of the whole one.
     */
    static void delete(String ident) throws IOException, InterruptedException {
        Path old = StateDirectory.recordings().resolve(ident + DELETED);
        if (Files.isDirectory(recording(ident))) {
            Files.move(recording(ident), old, StandardCopyOption.ATOMIC_MOVE);
        }
        RecordingOwner.forget(ident);
        new FilePath(old.toFile()).deleteRecursive();
    }

    /** Deletes what a crash has left of deleted recordings. */
    static void deleteRemains() throws InterruptedException {
        try (var remains = Files.newDirectoryStream(StateDirectory.recordings(), "*" + DELETED)) {
            for (Path directory : remains) {
                new FilePath(directory.toFile()).deleteRecursive();
            }
        } catch (NoSuchFileException e) {
            LOGGER.log(Level.FINE, "nothing has been recorded yet", e);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot delete what is left of runs in " + StateDirectory.recordings(), e);
        }
    }

    private static Map<String, String> files(Path directory, Predicate<String> kept) throws IOException {
        var files = new TreeMap<String, String>();
        try (var tree = Files.walk(directory)) {
            tree.filter(Files::isRegularFile).forEach(file -> {
                String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
                if (kept.test(name)) {
                    files.put(pathOf(String.valueOf(directory.getFileName())) + "/" + name, name);
                }
            });
        }
        return files;
    }
}
