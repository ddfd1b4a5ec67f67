package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;

/**
 * The files of a record, wherever they are: in a run directory, or among the artifacts of a build. They may grow while they
 * are read.
 */
public interface RunFiles {

    /** The ident of the run. */
    String ident();

    /**
     * The length of a file.
     *
     * @param name as in {@link RunDirectory}, for example {@link RunDirectory#EVENTS}
     * @return bytes; -1 when there is no such file
     */
    long size(String name) throws IOException;

    /**
     * Opens a file.
     *
     * @param name one of which {@link #size} is known
     * @param offset bytes to leave out; not more than the file has
     */
    InputStream open(String name, long offset) throws IOException;

    /** The files of a run directory. */
    static RunFiles of(RunDirectory run) {
        return new DirectoryFiles(run);
    }
}
