package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Remembers which build a recording belongs to, for a Jenkins that finds it after a crash. Beside the directory
 * {@code <ident>} there is a file {@code <ident>.build}, UTF-8. Its first line is the build as
 * {@code job/full/name#number}, its second the playbook as the job names it, its third the {@link ArchivedPart}, its fourth
 * the limit, its fifth the place in the Pipeline; files of older versions have fewer lines. It is written before the directory is made and deleted after it.
 */
final class RecordingOwner {

    static final String ENDING = ".build";

    private RecordingOwner() {}

    /** @throws java.nio.file.FileAlreadyExistsException when there is such a recording, which belongs to another run */
    static void remember(PlaybookRunInfo run, ArchivedPart part) throws IOException {
        Files.createDirectories(StateDirectory.recordings(), OwnerOnly.directory());
        Files.writeString(
                file(run.ident()),
                String.join(
                        "\n",
                        run.build().getExternalizableId(),
                        firstLine(run.playbook()),
                        part.name(),
                        firstLine(run.limit()),
                        firstLine(run.place())),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    static void forget(String ident) throws IOException {
        Files.deleteIfExists(RunArchive.held(ident));
        Files.deleteIfExists(file(ident));
    }

    /** The build; null when it has been deleted or was not remembered. */
    @CheckForNull
    static Run<?, ?> of(String ident) throws IOException {
        try {
            return Run.fromExternalizableId(line(ident, 0));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The playbook of the run; the ident when the playbook was not remembered. */
    static String playbook(String ident) {
        try {
            String playbook = line(ident, 1);
            return playbook.isEmpty() ? ident : playbook;
        } catch (IOException e) {
            return ident;
        }
    }

    /** The limit of its hosts; empty when it had none or it was not remembered. */
    static String limit(String ident) {
        return lineOrNothing(ident, 3);
    }

    /** Its place in the Pipeline; empty when it had none or it was not remembered. */
    static String place(String ident) {
        return lineOrNothing(ident, 4);
    }

    private static String lineOrNothing(String ident, int number) {
        try {
            return line(ident, number);
        } catch (IOException e) {
            return "";
        }
    }

    /** The part of its files that becomes artifacts; everything when it was not remembered. */
    static ArchivedPart part(String ident) {
        try {
            return ArchivedPart.of(line(ident, 2));
        } catch (IOException | IllegalArgumentException e) {
            return ArchivedPart.ALL;
        }
    }

    private static String line(String ident, int number) throws IOException {
        List<String> lines = Files.readAllLines(file(ident));
        return number < lines.size() ? lines.get(number) : "";
    }

    private static Path file(String ident) {
        return StateDirectory.recordings().resolve(ident + ENDING);
    }
}
