package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The file system as a run directory needs it; a test puts a faulty one in its place. */
public interface ArtifactFiles {

    /** The machine's file system: directories 0700, files 0600. */
    static ArtifactFiles real() {
        return PosixArtifactFiles.INSTANCE;
    }

    /** Makes a directory and its missing parents; those that exist keep their permissions. */
    void makeDirectory(Path directory) throws IOException;

    /**
     * Makes a directory in an existing one; {@link java.nio.file.FileAlreadyExistsException} when the name is taken.
     */
    void makeNewDirectory(Path directory) throws IOException;

    /** Opens a file that only grows; creates it when absent, and continues it when present. */
    GrowingFile grow(Path file) throws IOException;

    /** As {@link WholeFile#replace}. */
    void replace(Path file, WholeFile.Body body) throws IOException;

    /** As {@link WholeFile#put}. */
    void put(Path file, WholeFile.Body body) throws IOException;

    /**
     * A file of complete records. An append that fails leaves the file as it was before, so that its content stays
     * valid and a later append can succeed.
     */
    interface GrowingFile extends Closeable {

        /** Appends one record with one write; not synchronised to the disk. */
        void append(byte[] record, int offset, int length) throws IOException;

        /** Waits until everything appended is on the disk. */
        void sync() throws IOException;
    }
}
