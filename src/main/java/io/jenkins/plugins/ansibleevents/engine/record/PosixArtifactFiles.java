package io.jenkins.plugins.ansibleevents.engine.record;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** {@link ArtifactFiles} on a POSIX file system. */
final class PosixArtifactFiles implements ArtifactFiles {

    static final PosixArtifactFiles INSTANCE = new PosixArtifactFiles();

    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PosixArtifactFiles() {}

    @Override
    public void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
    }

    @Override
    public void makeNewDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, OWNER_ONLY_DIRECTORY);
    }

    @Override
    public GrowingFile grow(Path file) throws IOException {
        return new Growing(open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)));
    }

    @Override
    public void replace(Path file, Body body) throws IOException {
        rename(file, body, true);
    }

    @Override
    public void put(Path file, Body body) throws IOException {
        rename(file, body, false);
    }

    private static void rename(Path file, Body body, boolean sync) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            write(temporary, body, sync);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void write(Path temporary, Body body, boolean sync) throws IOException {
        Set<OpenOption> fresh =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try (FileChannel channel = open(temporary, fresh)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            body.writeTo(out);
            out.flush();
            if (sync) {
                channel.force(true);
            }
        }
    }

    private static FileChannel open(Path file, Set<OpenOption> options) throws IOException {
        return FileChannel.open(file, options, OWNER_ONLY_FILE);
    }

    private static final class Growing implements GrowingFile {

        /** Larger records go out in slices: the channel copies each write into a direct buffer that it then keeps. */
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
