package io.jenkins.plugins.ansibleevents.engine.store;

import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;

/** Opens the file with MVStore and turns its errors into messages for users. */
final class MvFile {

    /** MiB of pages kept in memory for reading. Little is enough, because a queue is read where it was just written. */
    private static final int CACHE_MIB = 8;

    private static final String ABOUT = "about";
    private static final String ID = "id";

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
            MVStore store = builder().open();
            store.setRetentionTime(0);
            store.setVersionsToKeep(0);
            identify(store);
            return store;
        } catch (MVStoreException e) {
            throw failure("open", e);
        }
    }

    /** Removes the commits after a version. */
    void goBack(long version) throws StoreException {
        try {
            MVStore store = builder().open();
            try {
                store.rollbackTo(version);
                store.sync();
            } finally {
                store.closeImmediately();
            }
        } catch (MVStoreException e) {
            throw failure("repair", e);
        } catch (RuntimeException e) { // it meets damaged bytes with many kinds of it
            throw new StoreException(Kind.CORRUPT, "cannot repair the store " + file + ": " + e, e);
        }
    }

    /** Another file on the same volume. */
    MvFile at(Path other) {
        return new MvFile(other, volume);
    }

    /** Opens the existing file so that not a byte of it changes, damaged or not. */
    MVStore openReadOnly() throws StoreException {
        try {
            return builder().readOnly().open();
        } catch (MVStoreException e) {
            throw failure("read", e);
        } catch (RuntimeException e) { // it meets damaged bytes with many kinds of it
            throw new StoreException(Kind.CORRUPT, "cannot read the store " + file + ": it is damaged (" + e + ")", e);
        }
    }

    private MVStore.Builder builder() {
        return new MVStore.Builder()
                .fileName(volume.nameOf(file))
                .autoCommitDisabled()
                .cacheSize(CACHE_MIB);
    }

    /** Gives a store its id in its first commit, so that an older or other store cannot pass for it. */
    private static void identify(MVStore store) {
        about(store).putIfAbsent(ID, UUID.randomUUID().toString());
    }

    /** The id of a store; empty when it has none. */
    static String id(MVStore store) {
        return store.hasMap(ABOUT) ? about(store).getOrDefault(ID, "") : "";
    }

    private static MVMap<String, String> about(MVStore store) {
        return store.openMap(
                ABOUT,
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
    }

    /** The message for a file of a later version. */
    static String newer(String what) {
        return "it was written by a newer version of Ansible Events (" + what
                + "); use that version, nothing in the file was changed";
    }

    StoreException failure(String action, MVStoreException e) {
        String place = "cannot " + action + " the store " + file + ": ";
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new StoreException(
                        Kind.LOCKED, place + "another process has it open; stop that one, or use another file", e);
            case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                new StoreException(Kind.NEWER, place + newer("an unknown format of MVStore"), e);
            case DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_CHUNK_NOT_FOUND,
                    DataUtils.ERROR_INTERNAL,
                    DataUtils.ERROR_SERIALIZATION,
                    DataUtils.ERROR_BLOCK_NOT_FOUND ->
                new StoreException(
                        Kind.CORRUPT, place + "it is damaged or not a store (" + plain(e.getMessage()) + ")", e);
            case DataUtils.ERROR_CLOSED -> new StoreException(Kind.CLOSED, place + "it was closed", e);
            default -> ioFailure(place, e);
        };
    }

    /** The message without the version and the code that MVStore appends, and without its dump of an object. */
    private static String plain(String message) {
        return message.replaceAll(" \\[\\d[^\\[]*\\]$", "").replaceAll(": org\\.h2\\..*$", "");
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
        // An absolute path of a file has a parent.
        Files.createDirectories(file.resolveSibling(".").normalize(), OwnerOnly.directory());
        createForOwner(file);
    }

    /** Makes an empty file (0600) unless it is there. */
    static void createForOwner(Path file) throws IOException {
        try {
            Files.createFile(file, OwnerOnly.file());
        } catch (FileAlreadyExistsException e) {
            // The file is there in most cases.
        }
    }
}
