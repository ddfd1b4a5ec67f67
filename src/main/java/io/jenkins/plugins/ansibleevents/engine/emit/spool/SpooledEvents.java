package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the events of a run are: in its run directory, and, when the file system can do that, under a second name (a
 * hard link) in the spool, so that they stay when the run directory is archived, moved or removed.
 *
 * @param runDirectory the run's directory
 * @param spoolDirectory the run's directory in the spool
 */
public record SpooledEvents(Path runDirectory, Path spoolDirectory) {

    public Path events() {
        Path kept = kept();
        return Files.exists(kept) ? kept : recorded();
    }

    Path recorded() {
        return new RunDirectory(runDirectory).events();
    }

    private Path kept() {
        return spoolDirectory.resolve(RunDirectory.EVENTS);
    }

    /** Gives the events their second name; nothing when they have it or are not there yet. */
    public void keepEvents() {
        try {
            if (!Files.exists(kept()) && Files.exists(recorded())) {
                Files.createLink(kept(), recorded());
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Another file system: the run directory has to stay until all is delivered. docs/emitters.md says so.
        }
    }
}
