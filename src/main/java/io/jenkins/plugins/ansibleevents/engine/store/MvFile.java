package io.jenkins.plugins.ansibleevents.engine.store;

import io.jenkins.plugins.ansibleevents.engine.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** Opens the file with MVStore and says in our words what MVStore says in its own. */
final class MvFile {

    /** MiB of pages kept in memory for reading. A queue is read where it was just written, so little is enough. */
    private static final int CACHE_MIB = 8;

    private final Path file;
    private final Volume volume;

    MvFile(Path file, Volume volume) {
        this.file = file.toAbsolutePath();
        this.volume = volume;
    }

    Path path() {
        return file;
    }

    long usableBytes() {
        return volume.usableBytes(file);
    }

    /** Makes directory (0700) and file (0600) when missing, and opens the store. */
    MVStore open() throws StoreException {
        try {
            create();
        } catch (IOException e) {
            throw new StoreException(
                    Kind.IO, "cannot create the store " + file + ": " + e + "; check the directory's permissions", e);
        }
        return reopen();
    }

    /**
     * Opens the existing file. MVStore's own background commits are off: {@link MvStore} commits. Space of dead chunks
     * is used again at once; that is safe because every commit is forced to disk before the next one begins.
     */
    MVStore reopen() throws StoreException {
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(volume.nameOf(file))
                    .autoCommitDisabled()
                    .cacheSize(CACHE_MIB)
                    .open();
            store.setRetentionTime(0);
            store.setVersionsToKeep(0);
            return store;
        } catch (MVStoreException e) {
            throw failure("open", e);
        }
    }

    StoreException failure(String action, MVStoreException e) {
        String place = "cannot " + action + " the store " + file + ": ";
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new StoreException(
                        Kind.LOCKED, place + "another process has it open; stop that one, or use another file", e);
            case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                new StoreException(
                        Kind.CORRUPT,
                        place + "it is damaged or not a store; move it away to begin with an empty one ("
                                + e.getMessage() + ")",
                        e);
            case DataUtils.ERROR_CLOSED -> new StoreException(Kind.CLOSED, place + "it was closed", e);
            default -> ioFailure(place, e);
        };
    }

    StoreException full(Throwable cause) {
        return new StoreException(
                Kind.FULL,
                "cannot write the store " + file + ": the disk is full; make room on it, nothing is lost and the next"
                        + " attempt writes all that is waiting",
                cause);
    }

    private StoreException ioFailure(String place, MVStoreException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && saysDiskFull(String.valueOf(cause.getMessage()))) {
                return full(e);
            }
        }
        return new StoreException(Kind.IO, place + e.getMessage() + "; check the disk and the permissions", e);
    }

    /** The texts of ENOSPC and EDQUOT on Linux, and of Windows; the JDK has no type for them. */
    private static boolean saysDiskFull(String message) {
        return message.contains("No space left")
                || message.contains("quota exceeded")
                || message.contains("not enough space");
    }

    private void create() throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        // An absolute path of a file has a parent.
        Files.createDirectories(
                file.resolveSibling(".").normalize(), posix ? mode("rwx------") : new FileAttribute<?>[0]);
        try {
            Files.createFile(file, posix ? mode("rw-------") : new FileAttribute<?>[0]);
        } catch (FileAlreadyExistsException e) {
            // That is the usual case.
        }
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
