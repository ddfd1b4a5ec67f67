package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.index.IndexReader;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;

/** The index that the recorder of the run has written, or is writing. */
final class StoredIndex implements IndexSource {

    private final RunFiles files;

    StoredIndex(RunFiles files) {
        this.files = files;
    }

    @Override
    public void refresh(IndexReader reader) throws IOException {
        if (files.size(RunDirectory.INDEX) > reader.position()) {
            try (InputStream in = open(reader.position())) {
                reader.read(in);
            }
        }
    }

    @Override
    public InputStream open(long position) throws IOException {
        return files.open(RunDirectory.INDEX, position);
    }
}
