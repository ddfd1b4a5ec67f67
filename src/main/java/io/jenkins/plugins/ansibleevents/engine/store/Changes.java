package io.jenkins.plugins.ansibleevents.engine.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The changes since the last good commit. When a write fails, MVStore loses its whole memory; the file is then opened
 * again and these changes are repeated. They refer to keys and values that the store holds anyway, and so cost little.
 */
final class Changes {

    /** One changed key; a null value means that the key was removed. */
    record Change<K extends Comparable<K>>(
            MvTable<K> table,
            K key,
            @CheckForNull byte[] before,
            @CheckForNull byte[] after) {

        void repeat() {
            table.set(key, after);
        }

        void undo() {
            table.set(key, before);
        }
    }

    private final ConcurrentLinkedQueue<Change<?>> unsynced = new ConcurrentLinkedQueue<>();
    private final List<Change<?>> inFlight = new ArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private final ThreadLocal<Deque<Change<?>>> undo = new ThreadLocal<>();

    /** Adds a change. Tables call it under their own lock, so that changes of one key keep their order. */
    void add(Change<?> change) {
        unsynced.add(change);
        byte[] after = change.after();
        bytes.addAndGet(after == null ? 0 : after.length);
        Deque<Change<?>> open = undo.get();
        if (open != null) {
            open.push(change);
        }
    }

    /** Notes that a commit takes its snapshot now. The caller keeps writers out. */
    void committing() {
        inFlight.addAll(unsynced);
        unsynced.clear();
        bytes.set(0);
    }

    /** Notes that the snapshot is on disk. */
    void committed() {
        inFlight.clear();
    }

    /** Repeats all changes that are not on disk, in the store that was opened again. The caller keeps writers out. */
    void repeat() {
        var later = new ArrayList<Change<?>>(unsynced);
        unsynced.clear();
        bytes.set(0);
        inFlight.forEach(this::add);
        later.forEach(this::add);
        inFlight.clear();
        unsynced.forEach(Change::repeat);
    }

    /** Value bytes that wait to be written. */
    long bytes() {
        return bytes.get();
    }

    /** Runs operations of this thread; when they throw, their changes are undone. */
    void undoOnFailure(Runnable operations) {
        if (undo.get() != null) {
            operations.run();
            return;
        }
        var done = new ArrayDeque<Change<?>>();
        undo.set(done);
        try {
            operations.run();
        } catch (RuntimeException | Error e) {
            undo.remove();
            done.forEach(change -> change.table().revert(change));
            throw e;
        } finally {
            undo.remove();
        }
    }
}
