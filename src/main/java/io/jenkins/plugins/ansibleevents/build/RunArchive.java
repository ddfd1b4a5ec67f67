package io.jenkins.plugins.ansibleevents.build;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import jenkins.util.BuildListenerAdapter;

/**
 * Hands a run directory over to the build's artifact manager, below {@code ansible/<ident>/}. The directory is recorded
 * on the controller, in the build's own directory, because events come there to be redacted; it is deleted when the
 * manager has taken it.
 */
public final class RunArchive {

    private static final String RECORDING = "ansible-events";
    private static final String ARCHIVED = "ansible/";

    private RunArchive() {}

    /** Where a run's files are among the artifacts. */
    public static String pathOf(String ident) {
        return ARCHIVED + ident;
    }

    /** Where runs of this build are recorded until they are archived. */
    public static Path recordings(Run<?, ?> build) {
        return build.getRootDir().toPath().resolve(RECORDING);
    }

    /**
     * Archives a run.
     *
     * @param directory its run directory, below {@link #recordings}
     * @throws IOException when the artifact manager refuses; the directory is still there then
     */
    public static void archive(Run<?, ?> build, Path directory, TaskListener log)
            throws IOException, InterruptedException {
        Map<String, String> files = files(directory);
        build.pickArtifactManager()
                .archive(
                        new FilePath(directory.toFile()),
                        new Launcher.LocalLauncher(log),
                        BuildListenerAdapter.wrap(log),
                        files);
        new FilePath(directory.toFile()).deleteRecursive();
        deleteIfEmpty(recordings(build));
    }

    private static Map<String, String> files(Path directory) throws IOException {
        var files = new TreeMap<String, String>();
        try (var tree = Files.walk(directory)) {
            tree.filter(Files::isRegularFile).forEach(file -> {
                String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
                files.put(pathOf(directory.getFileName().toString()) + "/" + name, name);
            });
        }
        return files;
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        try (var left = Files.list(directory)) {
            if (left.findAny().isPresent()) {
                return;
            }
        }
        Files.deleteIfExists(directory);
    }
}
