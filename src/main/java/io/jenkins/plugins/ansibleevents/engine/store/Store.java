package io.jenkins.plugins.ansibleevents.engine.store;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Ordered tables of bytes in one file, safe against a crash at any point.
 *
 * <p><b>Atomicity.</b> The changes made inside one {@link #change} are all there after a crash, or none is.
 * <b>Durability.</b> A change is on disk when a {@link #sync()} that began after it has returned; many threads that
 * sync at once share one write (group commit). <b>Threads.</b> Everything may be called by any thread; a crash of the
 * process loses at most the changes that were not synced. <b>Full disk.</b> A failed {@code sync} throws {@link
 * StoreException} with the file and the next step; the store keeps the changes and a later {@code sync} tries again.
 * Until then the changes can be read, and a crash loses them.
 */
public interface Store extends AutoCloseable {

    /**
     * Opens or creates a store. Only one process can open it: a second one gets a {@link StoreException} that names the
     * file. The whole file is read first and compared with {@code FILE.checkpoint} beside it. When a synced change is
     * missing, the file is neither opened nor changed.
     *
     * @param file the store's file; its directory is made when missing (0700), the file is 0600
     * @param maxBytes bytes in use from which on {@link #requireRoom} refuses; 0 for no limit
     */
    static Store open(Path file, long maxBytes) throws StoreException {
        return MvStore.open(file, maxBytes);
    }

    /**
     * Checks whether every synced change is in a file, and changes nothing.
     *
     * @throws StoreException when another process has the file, or the disk cannot be read
     */
    static StoreReport check(Path file) throws StoreException {
        return Examination.of(new MvFile(file, Volume.LOCAL));
    }

    /**
     * Opens a store whose entries may be lost: a damaged one is salvaged at once.
     *
     * @param told takes one sentence when that happens
     */
    static Store openOrSalvage(Path file, Consumer<String> told) throws StoreException {
        StoreReport found = check(file);
        if (found.kind() == StoreException.Kind.CORRUPT) {
            SalvagedStore salvaged = salvage(file);
            told.accept(file + " has lost entries: " + found.problem() + "; "
                    + salvaged.saved().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    + " entries were saved into a new file"
                    + salvaged.kept()
                            .map(kept -> ", the damaged one is " + kept)
                            .orElse(""));
        }
        return open(file, 0);
    }

    /**
     * Makes a new file in place of a damaged one, with everything that can be read of it. The damaged file stays
     * unchanged under the name {@code FILE.damaged-TIME}.
     *
     * @throws StoreException when another process has the file, a later version has written it, or the disk fails
     */
    static SalvagedStore salvage(Path file) throws StoreException {
        return Salvage.of(new MvFile(file, Volume.LOCAL));
    }

    /** The table of this name with numbers for keys, made when missing. */
    Table<Long> longTable(String name);

    /** The table of this name with text for keys, made when missing. */
    Table<String> stringTable(String name);

    /**
     * Runs several table operations as one atomic change; an operation outside of one is atomic alone. When the
     * operations throw, their changes are undone. Other threads see the changes one by one.
     */
    void change(Runnable operations) throws StoreException;

    /**
     * Returns when every change before this call is on disk (fsync). Must not be called inside {@link #change}. An
     * interrupt of the thread does not end the wait, which lasts only as long as the disk needs.
     */
    void sync() throws StoreException;

    /**
     * Refuses new work when the store has reached its limit: call it before putting anything from outside. Only this
     * method refuses. Changes of accepted messages (leases, acknowledgements, dead letters) always find room, because
     * otherwise a full store could never become empty again. The limit is exceeded at most by entries that several
     * threads put between their call and their sync.
     *
     * @throws StoreException of kind {@link StoreException.Kind#FULL} with the limit and the next step
     */
    void requireRoom() throws StoreException;

    /** Present size of the file in bytes. */
    long fileSize();

    /**
     * Whether the file is more than twice as large as its content. Work compacts it step by step; an idle owner can do
     * that sooner with {@link #compact}.
     */
    boolean isLoose();

    /**
     * Frees the space of deleted entries in the file, as far as possible in about {@code millis}. Others wait at most
     * for one of its short steps.
     */
    void compact(int millis) throws StoreException;

    /** Syncs and closes; a second call does nothing. */
    @Override
    void close() throws StoreException;
}
