package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to use the directory of a run, which one process has at a time: a lock of the system on the file {@code
 * .<ident>.claim} beside it. So it does not depend on what becomes of the directory, and ends with the process. Whoever
 * has it removes the file at the end; one that a killed process leaves behind is used again.
 */
final class IdentClaim implements Closeable {

    /** The locks of the system are between processes. */
    private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private @CheckForNull FileChannel locked;

    /** POSIX: a process gives up its lock when it closes any of its channels to the file, so this one stays open, too. */
    private @CheckForNull FileChannel named;

    private IdentClaim(Path file) {
        this.file = file;
    }

    /**
     * Takes the right without waiting.
     *
     * @param directory of the run; its parent must exist
     * @return empty while somebody else has it
     * @throws IOException when the file cannot be made or locked
     */
    static Optional<IdentClaim> of(Path directory) throws IOException {
        Path file = directory.toAbsolutePath().normalize().resolveSibling("." + directory.getFileName() + ".claim");
        if (!OF_THIS_PROCESS.add(file)) {
            return Optional.empty();
        }
        var claim = new IdentClaim(file);
        boolean taken = false;
        try {
            taken = claim.take();
            return taken ? Optional.of(claim) : Optional.empty();
        } finally {
            if (!taken) {
                claim.giveUp();
            }
        }
    }

    private boolean take() throws IOException {
        while (true) {
            closeChannels();
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file());
            locked = channel;
            if (channel.tryLock() == null) {
                return false;
            }
            if (isStillThere(channel)) {
                return true;
            }
        }
    }

    /** Whether the name still belongs to the locked file: who had the lock before may have removed it. */
    private boolean isStillThere(FileChannel channel) throws IOException {
        byte[] word = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        channel.write(ByteBuffer.wrap(word), 0);
        FileChannel again;
        try {
            again = FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return false;
        }
        named = again;
        ByteBuffer found = ByteBuffer.allocate(word.length);
        again.read(found, 0);
        return found.flip().equals(ByteBuffer.wrap(word));
    }

    private void closeChannels() throws IOException {
        if (named != null) {
            named.close();
            named = null;
        }
        if (locked != null) {
            locked.close();
            locked = null;
        }
    }

    private void giveUp() throws IOException {
        try {
            closeChannels();
        } finally {
            OF_THIS_PROCESS.remove(file);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file); // before the lock ends: later it could be that of another process
        } finally {
            giveUp();
        }
    }
}
