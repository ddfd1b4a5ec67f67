package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Remembers which build a recording belongs to, for a Jenkins that finds it after a crash: beside the directory
 * {@code <ident>} there is a file {@code <ident>.build} with the build as {@code job/full/name#number}, UTF-8, without
 * line end. It is written before the directory is made and deleted after it.
 */
final class RecordingOwner {

    static final String ENDING = ".build";

    private RecordingOwner() {}

    static void remember(String ident, Run<?, ?> build) throws IOException {
        Files.createDirectories(StateDirectory.recordings());
        Files.writeString(file(ident), build.getExternalizableId());
    }

    static void forget(String ident) throws IOException {
        Files.deleteIfExists(file(ident));
    }

    /** The build; null when it has been deleted, or nobody remembers it. */
    @CheckForNull
    static Run<?, ?> of(String ident) throws IOException {
        try {
            return Run.fromExternalizableId(Files.readString(file(ident)));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Path file(String ident) {
        return StateDirectory.recordings().resolve(ident + ENDING);
    }
}
