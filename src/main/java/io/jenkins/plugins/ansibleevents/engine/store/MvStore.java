package io.jenkins.plugins.ansibleevents.engine.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException.Kind;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * A {@link Store} on H2's MVStore (file format: h2database.com/html/mvstore.html, "File Format").
 *
 * <p>Changes are made under the shared lock, and a commit takes its snapshot under the exclusive one, so that it holds
 * whole {@link #change}s only. The disk is forced after the exclusive lock is released; changes go on meanwhile and
 * belong to the next commit. After a failed commit MVStore's memory is lost; the file, good up to the last commit, is
 * opened again and the {@link Changes} since then are repeated.
 */
final class MvStore implements Store {

    /** Disk space that a commit needs beyond its own bytes: for pages up to the root, and for compaction. */
    private static final long SPARE_BYTES = 1L << 20;

    private static final long TIDY_EVERY_NANOS = 250_000_000L;

    /** A table whose only use is a change for the next commit. */
    private static final String COMPACTIONS = "store.compactions";

    private final MvFile file;
    private final long maxBytes;
    private final Changes changes = new Changes();
    private final Map<String, MvTable<?>> tables = new ConcurrentHashMap<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Checkpoint checkpoint;
    private final GroupCommit commits = new GroupCommit(this::commit);
    private volatile MVStore store;
    private volatile boolean closed;
    private volatile @CheckForNull StoreException broken;
    private final String id;
    private long marked = -1;
    private long tidied = System.nanoTime();

    private MvStore(MvFile file, long maxBytes) throws StoreException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.store = file.open();
        this.id = MvFile.id(store);
        this.checkpoint = new Checkpoint(file.path());
    }

    static Store open(Path file, long maxBytes) throws StoreException {
        return open(file, maxBytes, Volume.LOCAL);
    }

    static Store open(Path file, long maxBytes, Volume volume) throws StoreException {
        var mvFile = new MvFile(file, volume);
        StoreReport found = Examination.ofWritable(mvFile);
        if (!found.isSound()) {
            throw new StoreException(
                    found.kind(), "the store " + mvFile.path() + " cannot be used: " + found.problem(), null);
        }
        return new MvStore(mvFile, maxBytes);
    }

    /** Makes a new store. */
    static Store create(MvFile file) throws StoreException {
        return new MvStore(file, 0);
    }

    @Override
    public Table<Long> longTable(String name) {
        return table(name, LongDataType.INSTANCE);
    }

    @Override
    public Table<String> stringTable(String name) {
        return table(name, StringDataType.INSTANCE);
    }

    private <K extends Comparable<K>> Table<K> table(String name, DataType<K> keyType) {
        return shared(() -> {
            @SuppressWarnings("unchecked") // a name always goes with one key type; MVStore would fail at the first read
            var table = (Table<K>) tables.computeIfAbsent(name, n -> new MvTable<>(this, store, n, keyType));
            return table;
        });
    }

    @Override
    public void change(Runnable operations) throws StoreException {
        try {
            shared(() -> {
                changes.undoOnFailure(operations);
                return null;
            });
        } catch (UncheckedIOException e) {
            throw asStoreException(e);
        }
    }

    @Override
    public void sync() throws StoreException {
        if (lock.getReadHoldCount() > 0) {
            throw new IllegalStateException("sync() inside of change(): the change would wait for itself");
        }
        mustBeOpen();
        commits.join();
    }

    @Override
    public void requireRoom() throws StoreException {
        if (maxBytes <= 0 || usedBytes() < maxBytes) {
            return;
        }
        commits.exclusively(this::tidy);
        if (usedBytes() >= maxBytes) {
            throw new StoreException(
                    Kind.FULL,
                    "the store " + file.path() + " has reached its limit of " + maxBytes
                            + " bytes; wait until something was taken out of it, or raise the limit",
                    null);
        }
    }

    /** Bytes in use: those in the file and those that wait to be written. */
    private long usedBytes() {
        return fileSize() / 100 * store.getFileStore().getFillRate() + changes.bytes();
    }

    @Override
    public long fileSize() {
        return store.getFileStore().size();
    }

    @Override
    public boolean isLoose() {
        return Compaction.isDue(store);
    }

    @Override
    public void compact(int millis) throws StoreException {
        long end = System.nanoTime() + millis * 1_000_000L;
        int idle = 0;
        do {
            // The commit after the one that emptied a chunk frees it, so there must be a further change to commit.
            table(COMPACTIONS, LongDataType.INSTANCE).put(0L, new byte[0]);
            sync();
            idle = step() ? 0 : idle + 1;
        } while (idle < 3 && System.nanoTime() - end < 0);
    }

    private boolean step() throws StoreException {
        boolean[] done = {false};
        commits.exclusively(() -> exclusively(() -> done[0] = Compaction.step(store)));
        return done[0];
    }

    @Override
    public void close() throws StoreException {
        if (closed) {
            return;
        }
        try {
            commits.join();
        } finally {
            commits.exclusively(this::closeFile);
        }
    }

    /**
     * Leaves the file as a kill would: everything synced is in it; join() has thrown for the rest. MVStore's own close
     * marks the file as clean. At the next open MVStore then looks for every chunk that its last commit names, dead ones
     * too; when a killed process has written over a dead one, it takes an older commit instead of the last.
     */
    private void closeFile() {
        lock.writeLock().lock();
        try {
            closed = true;
            store.closeImmediately();
        } finally {
            lock.writeLock().unlock();
        }
        checkpoint.close();
    }

    Changes changes() {
        return changes;
    }

    /** Runs something that reads or changes tables while no commit takes its snapshot. */
    <T> T shared(Supplier<T> operation) {
        lock.readLock().lock();
        try {
            mustBeOpen();
            mustWork();
            return operation.get();
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        } catch (MVStoreException e) {
            throw new UncheckedIOException(file.failure("use", e));
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Runs something while no change is under way. An exception of MVStore leaves it unusable, so the file is opened
     * again.
     */
    private void exclusively(Runnable operation) throws StoreException {
        lock.writeLock().lock();
        try {
            operation.run();
        } catch (MVStoreException e) {
            recover();
            throw file.failure("write", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void commit() throws StoreException {
        if (broken != null) {
            exclusively(this::recover);
        }
        mustWork();
        if (file.usableBytes() < changes.bytes() + SPARE_BYTES) {
            throw file.full(null);
        }
        var sizes = new TreeMap<String, Long>();
        exclusively(() -> {
            changes.committing();
            store.commit();
            tables.forEach((name, table) -> sizes.put(name, table.sizeNow()));
        });
        force();
        changes.committed();
        mark(sizes);
        tidy();
    }

    /** Writes the checkpoint, after its commit is on disk. */
    private void mark(Map<String, Long> sizes) {
        long version = store.getFileStore().lastChunkVersion();
        if (version != marked) {
            checkpoint.write(new Checkpoint.Mark(id, version, Instant.now(), sizes));
            marked = version;
        }
    }

    private void force() throws StoreException {
        try {
            store.sync();
        } catch (MVStoreException e) {
            exclusively(this::recover);
            throw file.failure("write", e);
        }
    }

    /** Compacts a step from time to time during work, too, because a store that is never idle would only grow. */
    private void tidy() throws StoreException {
        if (System.nanoTime() - tidied <= TIDY_EVERY_NANOS) {
            return;
        }
        if (Compaction.isDue(store)) { // reads every chunk, so not after each commit either
            exclusively(() -> Compaction.step(store));
        }
        tidied = System.nanoTime();
    }

    /**
     * Opens the file again, under the exclusive lock. When that fails, every operation throws until a later sync
     * succeeds.
     */
    private void recover() {
        store.closeImmediately();
        try {
            store = file.reopen();
            tables.values().forEach(table -> table.reopen(store));
            changes.repeat();
            broken = null;
        } catch (StoreException e) {
            broken = e;
        } catch (MVStoreException e) {
            broken = file.failure("open", e);
        }
    }

    private void mustWork() throws StoreException {
        StoreException failure = broken;
        if (failure != null) {
            throw new StoreException(failure.kind(), failure.getMessage(), failure);
        }
    }

    private void mustBeOpen() throws StoreException {
        if (closed) {
            throw new StoreException(Kind.CLOSED, "the store " + file.path() + " was closed", null);
        }
    }

    private static StoreException asStoreException(UncheckedIOException e) {
        return e.getCause() instanceof StoreException cause ? cause : new StoreException(Kind.IO, e.toString(), e);
    }
}
