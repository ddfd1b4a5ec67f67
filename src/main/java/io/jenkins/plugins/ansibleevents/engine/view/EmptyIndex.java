package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.index.IndexReader;
import java.io.InputStream;

/** The index of a record that has neither one nor events. */
final class EmptyIndex implements IndexSource {

    @Override
    public void refresh(IndexReader reader) {
        // There is nothing to read.
    }

    @Override
    public InputStream open(long position) {
        return InputStream.nullInputStream();
    }
}
