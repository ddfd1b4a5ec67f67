package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** {@link ArtifactFiles} without some files: these are never made, and writes to them are discarded. */
final class SelectedFiles implements ArtifactFiles {

    private final ArtifactFiles files;
    private final Set<Path> leftOut;

    SelectedFiles(ArtifactFiles files, Set<Path> leftOut) {
        this.files = files;
        this.leftOut = Set.copyOf(leftOut);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        files.makeDirectory(directory);
    }

    @Override
    public void makeNewDirectory(Path directory) throws IOException {
        files.makeNewDirectory(directory);
    }

    @Override
    public GrowingFile grow(Path file) throws IOException {
        return leftOut.contains(file) ? Nowhere.INSTANCE : files.grow(file);
    }

    @Override
    public void replace(Path file, WholeFile.Body body) throws IOException {
        if (!leftOut.contains(file)) {
            files.replace(file, body);
        }
    }

    @Override
    public void put(Path file, WholeFile.Body body) throws IOException {
        if (!leftOut.contains(file)) {
            files.put(file, body);
        }
    }

    private enum Nowhere implements GrowingFile {
        INSTANCE;

        @Override
        public void append(byte[] content, int offset, int length) {
            // The file is not wanted.
        }

        @Override
        public void sync() {
            // There is nothing to wait for.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
