package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** The real file system, but for files and moments a test chooses. */
final class FaultyFiles implements ArtifactFiles {

    private final ArtifactFiles real = ArtifactFiles.real();

    /** Which files cannot be appended to at the moment. */
    Predicate<Path> appendFails = file -> false;

    /** Which files cannot be replaced at the moment. */
    Predicate<Path> replaceFails = file -> false;

    @Override
    public void makeDirectory(Path directory) throws IOException {
        real.makeDirectory(directory);
    }

    @Override
    public void makeNewDirectory(Path directory) throws IOException {
        real.makeNewDirectory(directory);
    }

    @Override
    public void replace(Path file, WholeFile.Body body) throws IOException {
        if (replaceFails.test(file)) {
            throw new IOException("No space left on device");
        }
        real.replace(file, body);
    }

    @Override
    public void put(Path file, WholeFile.Body body) throws IOException {
        replace(file, body);
    }

    @Override
    public GrowingFile grow(Path file) throws IOException {
        GrowingFile growing = real.grow(file);
        return new GrowingFile() {
            @Override
            public void append(byte[] line, int offset, int length) throws IOException {
                if (appendFails.test(file)) {
                    throw new IOException("No space left on device");
                }
                growing.append(line, offset, length);
            }

            @Override
            public void sync() throws IOException {
                growing.sync();
            }

            @Override
            public void close() throws IOException {
                growing.close();
            }
        };
    }
}
