package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.files.IoReason;
import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import io.jenkins.plugins.ansibleevents.engine.playbook.RolePlay;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The playbook of {@code --role} in the project, from the start of the run to its end; a killed run leaves it behind. */
final class RoleFile implements RunExtension {

    private static final Logger LOGGER = Logger.getLogger(RoleFile.class.getName());

    private final RolePlay play;
    private final Path file;

    RoleFile(RolePlay play, Path project) {
        this.play = play;
        this.file = project.resolve(play.fileName());
    }

    @Override
    public void opened(RunDirectory directory) throws IOException {
        try {
            WholeFile.put(file, out -> out.write(play.text().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IOException(
                    "the playbook of the role " + play.role() + " cannot be written: " + file + ": " + IoReason.of(e)
                            + "; make the directory writable, or name another one with --project-dir",
                    e);
        }
    }

    @Override
    public void closed() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot remove " + file, e);
        }
    }
}
