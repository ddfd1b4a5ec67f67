package io.jenkins.plugins.ansibleevents.engine.record;

import java.io.Closeable;
import java.io.IOException;

/** A file of text that is handed over from its first byte on, and has its beginning already when it is gone on with. */
final class GrowingText implements Closeable {

    private final ArtifactFiles.GrowingFile file;
    private long recorded;

    /**
     * A file.
     *
     * @param recorded the bytes that it has already
     */
    GrowingText(ArtifactFiles.GrowingFile file, long recorded) {
        this.file = file;
        this.recorded = recorded;
    }

    void append(byte[] text, int offset, int length) throws IOException {
        int known = (int) Math.min(recorded, length);
        recorded -= known;
        if (known < length) {
            file.append(text, offset + known, length - known);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
