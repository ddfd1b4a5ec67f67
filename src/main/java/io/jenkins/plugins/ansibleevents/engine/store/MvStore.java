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
 * <p>Changes are made under the shared lock, a commit takes its snapshot under the exclusive one: so a commit holds
 * whole {@link #change}s only. The disk is forced after the exclusive lock is released; changes go on meanwhile and
 * belong to the next commit. A commit that fails costs MVStore its memory; the file, good up to the last commit, is
 * opened again and the {@link Changes} since then are repeated.
 */
final class MvStore implements Store {

    /** Room on the disk that a commit wants beyond its own bytes: pages on the way to the root, and compaction. */
    private static final long SPARE_BYTES = 1L << 20;

    private static final long TIDY_EVERY_NANOS = 250_000_000L;

    /** A table that is changed so that there is something to commit. */
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

    /** Makes a store where there was none. */
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

    /** Bytes in use, in the file and about to be written. */
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
            // A chunk is freed by the commit after the one that emptied it, so there has to be something to
            // commit.
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

    private void closeFile() {
        lock.writeLock().lock();
        try {
            closed = true;
            store.close();
        } catch (MVStoreException e) {
            // All that was synced is in the file; join() has thrown for the rest.
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

    /** Never while a change is under way; what MVStore throws leaves it unusable, so the file is opened again. */
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

    /** Only now: the commit of a checkpoint must be on disk first. */
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

    /** A step now and then while there is work, too: a store that is never idle would only grow. */
    private void tidy() throws StoreException {
        if (System.nanoTime() - tidied <= TIDY_EVERY_NANOS) {
            return;
        }
        if (Compaction.isDue(store)) { // looks at every chunk, so not after each commit either
            exclusively(() -> Compaction.step(store));
        }
        tidied = System.nanoTime();
    }

    /** Under the exclusive lock. When even opening fails, every operation says so until a later sync succeeds. */
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
