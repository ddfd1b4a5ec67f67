package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.index.IndexWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code events.index.v1} beside the events. It can always be made again, so it never harms the run: when a write
 * fails it is removed, which gives its space back, and nothing is said. Not for use by several threads.
 */
final class IndexLog implements Closeable {

    /** What is written at once while an index is made again. */
    private static final int CHUNK = 64 << 10;

    private final Path path;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final IndexWriter writer = new IndexWriter(this::write);
    private @edu.umd.cs.findbugs.annotations.CheckForNull ArtifactFiles.GrowingFile file;
    private boolean atOnce;

    /** Begins a new index in place of one that may be there. */
    IndexLog(RunDirectory run, ArtifactFiles files) {
        this.path = run.index();
        try {
            Files.deleteIfExists(path);
            file = files.grow(path);
        } catch (IOException e) {
            giveUp();
        }
    }

    /** From now on each event is on its way to the disk when {@link #event} returns. */
    IndexLog atOnce() {
        atOnce = true;
        try {
            flush();
        } catch (IOException e) {
            giveUp();
        }
        return this;
    }

    /** Adds an event whose line is in the file. */
    void event(EventLine event, long offset) {
        if (file == null) {
            return;
        }
        try {
            writer.event(event, offset);
        } catch (IOException | RuntimeException e) { // whatever is wrong with an event, its line is recorded
            giveUp();
        }
    }

    private void write(byte[] records, int offset, int length) throws IOException {
        if (atOnce && file != null) {
            file.append(records, offset, length);
            return;
        }
        waiting.write(records, offset, length);
        if (waiting.size() > CHUNK) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (file != null && waiting.size() > 0) {
            file.append(waiting.toByteArray(), 0, waiting.size());
            waiting.reset();
        }
    }

    private void giveUp() {
        ArtifactFiles.GrowingFile broken = file;
        file = null;
        try {
            if (broken != null) {
                broken.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Half an index is known by its length.
        }
    }

    @Override
    public void close() {
        ArtifactFiles.GrowingFile open = file;
        if (open == null) {
            return;
        }
        try {
            flush();
            open.close();
            file = null;
        } catch (IOException e) {
            giveUp();
        }
    }
}
