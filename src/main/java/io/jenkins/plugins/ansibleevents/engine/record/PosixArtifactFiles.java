package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** {@link ArtifactFiles} on a POSIX file system. */
final class PosixArtifactFiles implements ArtifactFiles {

    static final PosixArtifactFiles INSTANCE = new PosixArtifactFiles();

    private PosixArtifactFiles() {}

    @Override
    public void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, OwnerOnly.directory());
    }

    @Override
    public void makeNewDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, OwnerOnly.directory());
    }

    @Override
    public GrowingFile grow(Path file) throws IOException {
        return new Growing(
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file()));
    }

    @Override
    public void replace(Path file, WholeFile.Body body) throws IOException {
        WholeFile.replace(file, body);
    }

    @Override
    public void put(Path file, WholeFile.Body body) throws IOException {
        WholeFile.put(file, body);
    }

    private static final class Growing implements GrowingFile {

        /**
         * Larger records are written in slices: the channel copies each write into a direct buffer, which it then
         * keeps.
         */
        private static final int SLICE = 1 << 20;

        private final FileChannel channel;
        private long end;

        Growing(FileChannel channel) throws IOException {
            this.channel = channel;
            this.end = channel.size();
            channel.position(end);
        }

        @Override
        public void append(byte[] record, int offset, int length) throws IOException {
            try {
                for (int done = 0; done < length; done += SLICE) {
                    write(ByteBuffer.wrap(record, offset + done, Math.min(SLICE, length - done)));
                }
                end += length;
            } catch (IOException e) {
                takeBackTheTornRecord(e);
                throw e;
            }
        }

        private void write(ByteBuffer slice) throws IOException {
            while (slice.hasRemaining()) {
                channel.write(slice);
            }
        }

        private void takeBackTheTornRecord(IOException reason) {
            try {
                channel.truncate(end);
                channel.position(end);
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }

        @Override
        public void sync() throws IOException {
            if (channel.isOpen()) {
                channel.force(true);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
