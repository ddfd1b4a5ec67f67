package io.jenkins.plugins.ansibleevents.engine.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Writes a file (0600) so that a reader sees the old content or the new one, never a part: a temporary file beside it,
 * then a rename. When that fails, the old content stays and the temporary file is gone.
 */
public final class WholeFile {

    private WholeFile() {}

    /** Produces the content of a file. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces a file; its content is on the disk before it has its name. */
    public static void replace(Path file, Body body) throws IOException {
        write(file, body, true);
    }

    /** As {@link #replace}, without waiting for the disk: a power cut may leave the file empty. */
    public static void put(Path file, Body body) throws IOException {
        write(file, body, false);
    }

    private static void write(Path file, Body body, boolean sync) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            writeTemporary(temporary, body, sync);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeTemporary(Path temporary, Body body, boolean sync) throws IOException {
        if (Files.isSymbolicLink(temporary)) {
            Files.delete(temporary); // a playbook may have planted it, in the directory of its run
        }
        Set<OpenOption> fresh = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(temporary, fresh, OwnerOnly.file())) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            body.writeTo(out);
            out.flush();
            if (sync) {
                channel.force(true);
            }
        }
    }
}
