package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The places of a run's events: its run directory and, where the file system allows it, a second name (a hard link) in
 * the spool. The second name keeps the events when the run directory is archived, moved or removed.
 *
 * @param runDirectory the run's directory
 * @param spoolDirectory the run's directory in the spool
 */
record SpooledEvents(Path runDirectory, Path spoolDirectory) {

    Path events() {
        Path kept = kept();
        return Files.exists(kept) ? kept : recorded();
    }

    Path recorded() {
        return new RunDirectory(runDirectory).events();
    }

    private Path kept() {
        return spoolDirectory.resolve(RunDirectory.EVENTS);
    }

    /** Makes the second name of the events; does nothing when it exists or the events are not there yet. */
    void keepEvents() {
        try {
            if (!Files.exists(kept()) && Files.exists(recorded())) {
                Files.createLink(kept(), recorded());
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Another file system: the run directory has to stay until all is delivered. docs/emitters.md says so.
        }
    }
}
