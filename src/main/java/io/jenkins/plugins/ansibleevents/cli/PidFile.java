package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectoryException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Names this process in the directory of its run as long as the run needs it; a killed one leaves the file behind. */
final class PidFile implements RunExtension {

    private static final Logger LOGGER = Logger.getLogger(PidFile.class.getName());

    private @CheckForNull Path written;
    private @CheckForNull Closeable held;

    @Override
    public void opened(RunDirectory directory) throws RunDirectoryException {
        held = HoldingProcess.current().hold(directory);
        written = directory.pid();
    }

    /** A file that cannot be removed does no harm: it names a process that is gone. */
    @Override
    public void closed() {
        Path file = written;
        Closeable open = held;
        if (file == null || open == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
            open.close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "cannot remove " + file);
        }
    }
}
