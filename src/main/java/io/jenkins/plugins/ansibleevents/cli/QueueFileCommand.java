package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.QueueFile;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;

/** A command on the file of an embedded queue. It begins with a check of the file. */
abstract class QueueFileCommand implements Callable<Integer> {

    @ArgGroup(exclusive = true, multiplicity = "1")
    private QueueCommand.Place place;

    @Override
    public final Integer call() throws SettingsException, QueueException {
        Path file = place.file();
        return call(file, QueueFile.check(file));
    }

    /** Works on the file after the check; returns the exit code. */
    protected abstract int call(Path file, QueueFile.Report found) throws QueueException;
}
