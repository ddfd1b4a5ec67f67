package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.index.IndexReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Where the index of a run comes from. */
interface IndexSource extends Closeable {

    /**
     * Hands the reader what has come since the last time.
     *
     * @throws io.jenkins.plugins.ansibleevents.engine.index.IndexDamagedException when this index is of no use
     */
    void refresh(IndexReader reader) throws IOException;

    /** The index from a position on; the caller closes it. */
    InputStream open(long position) throws IOException;

    @Override
    default void close() throws IOException {
        // A file that is opened for each look only.
    }
}
