package io.jenkins.plugins.ansibleevents.engine.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets many threads share one write. The first thread of a group leads: it waits until the group before has been
 * written, and writes for all that joined in the meantime; the others wait for its result. Has no thread of its own.
 */
final class GroupCommit {

    /** The write of a leader; every change before it began belongs to its group. */
    interface Write {
        void run() throws StoreException;
    }

    private static final class Group {
        /** A null result means that the group is written. */
        private final CompletableFuture<StoreException> result = new CompletableFuture<>();

        private boolean led;
    }

    private final Write write;
    private final ReentrantLock writing = new ReentrantLock();
    private Group gathering = new Group();

    GroupCommit(Write write) {
        this.write = write;
    }

    /** Returns when a write that began after this call has ended; throws the exception of that write. */
    void join() throws StoreException {
        Group group;
        boolean leader;
        synchronized (this) {
            group = gathering;
            leader = !group.led;
            group.led = true;
        }
        if (leader) {
            lead(group);
        }
        StoreException failure = group.result.join();
        if (failure != null) {
            // Each caller gets its own exception, because one that several threads throw would collect the suppressed
            // ones of each.
            throw new StoreException(failure.kind(), failure.getMessage(), failure);
        }
    }

    /** Runs something while no group is being written. */
    void exclusively(Write action) throws StoreException {
        writing.lock();
        try {
            action.run();
        } finally {
            writing.unlock();
        }
    }

    private void lead(Group group) {
        writing.lock();
        try {
            synchronized (this) {
                gathering = new Group();
            }
            group.result.complete(attempt());
        } finally {
            writing.unlock();
            group.result.complete(null);
        }
    }

    private @CheckForNull StoreException attempt() {
        try {
            write.run();
            return null;
        } catch (StoreException e) {
            return e;
        } catch (RuntimeException e) {
            return new StoreException(StoreException.Kind.IO, "cannot write: " + e, e);
        }
    }
}
