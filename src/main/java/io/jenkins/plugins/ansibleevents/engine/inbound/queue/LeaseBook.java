package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Which messages are leased, and until when: the part of a queue that is in memory. For the kinds of queue whose store
 * or broker does not keep leases, delays and the order of keys itself (embedded, Kafka, AMQP).
 *
 * <p>Entries are ordered by their sequence. An entry is ready, leased, delayed, or blocked behind an earlier entry of
 * its key; of each key only the first entry can be taken. A lease that runs out makes its entry ready again in its old
 * place. Nothing here is durable: the owner writes a change before it changes the book.
 *
 * <p>Safe for use by several threads: one lock around the {@link LeaseStates}, and the waiting for them to change. No
 * method calls out while it holds the lock, but for the test of {@link #removeIf}, which must not come back here.
 *
 * @param <T> what the owner keeps with an entry
 */
public final class LeaseBook<T> {

    /** An entry as the owner sees it; {@code attempts} counts the takes so far. */
    public record Entry<T>(long sequence, String id, int attempts, T content) {}

    /** An entry that was taken, with the receipt that settles it. */
    public record Taken<T>(Entry<T> entry, String receipt, Instant until) {}

    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by the lock, as all that follows. */
    private final LeaseStates<T> states;

    private boolean closed;

    /** A book whose entries have no bodies to be read when they are taken. */
    public LeaseBook() {
        this(entry -> 0, System::nanoTime);
    }

    /**
     * A book whose entries have bodies that are read when they are taken: the bodies of one take are limited to some
     * megabytes.
     *
     * @param size of a body in bytes
     */
    public LeaseBook(ToLongFunction<T> size) {
        this(size, System::nanoTime);
    }

    LeaseBook(ToLongFunction<T> size, LongSupplier nanoClock) {
        this.states = new LeaseStates<>(size);
        this.nanoClock = nanoClock;
    }

    /**
     * Adds an entry.
     *
     * @param sequence its place; greater than that of every earlier entry of its key
     * @param key entries of one key are taken one after the other; null for no order
     * @param attempts takes before now
     * @param delay how long it is hidden
     */
    public void add(long sequence, String id, @CheckForNull String key, int attempts, Duration delay, T content) {
        locked(() -> {
            states.add(new BookEntry<>(sequence, id, key, attempts, content), delay, now());
            changed.signal();
        });
    }

    /**
     * Takes entries in their order.
     *
     * @param wait how long to wait for the first one
     * @throws QueueException {@code CLOSED} when the book is, or is closed meanwhile
     */
    public List<Taken<T>> take(int max, Duration lease, Duration wait) throws QueueException, InterruptedException {
        return take(max, lease, wait, entry -> true);
    }

    /**
     * Takes entries in their order, and passes over those that are not wanted; when there are only such, it does not
     * wait.
     *
     * @param wanted asked once for each entry that would be taken; holds the lock, so it calls nobody
     */
    public List<Taken<T>> take(int max, Duration lease, Duration wait, Predicate<T> wanted)
            throws QueueException, InterruptedException {
        long end = now() + wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                mustBeOpen();
                List<Taken<T>> taken = states.take(max, lease, now(), wanted);
                long left = end - now();
                if (!taken.isEmpty() || left <= 0 || states.hasReady()) {
                    return taken;
                }
                await(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The entry a receipt stands for, if it is still the receiver's: not settled and not taken by somebody else. */
    public Optional<Entry<T>> find(String receipt) {
        lock.lock();
        try {
            return states.holder(receipt).map(BookEntry::entry);
        } finally {
            lock.unlock();
        }
    }

    /** Prolongs a lease from now on; empty when it is lost. */
    public Optional<Taken<T>> extend(String receipt, Duration lease) {
        lock.lock();
        try {
            return states.holder(receipt).map(entry -> states.lease(entry, receipt, lease, now()));
        } finally {
            lock.unlock();
        }
    }

    /** Removes an entry for good: acknowledged, or a dead letter. Returns whether the receipt was still good. */
    public boolean remove(String receipt) {
        lock.lock();
        try {
            Optional<BookEntry<T>> entry = states.holder(receipt);
            entry.ifPresent(this::forget);
            return entry.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Makes an entry ready again after a delay. Returns whether the receipt was still good. */
    public boolean giveBack(String receipt, Duration delay) {
        lock.lock();
        try {
            Optional<BookEntry<T>> entry = states.holder(receipt);
            entry.ifPresent(held -> {
                states.giveBack(held, delay, now());
                changed.signal();
            });
            return entry.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Removes all entries whose content matches, taken or not: their source is gone, their receipts are void. */
    public void removeIf(Predicate<T> gone, Consumer<T> removed) {
        var found = new ArrayList<BookEntry<T>>();
        locked(() -> {
            states.all().filter(entry -> gone.test(entry.content)).forEach(found::add);
            found.forEach(this::forget);
        });
        found.forEach(entry -> removed.accept(entry.content));
    }

    /** Where a message is; empty when the book does not have it. Blocked entries are {@code QUEUED}. */
    public Optional<MessageStatus> status(String id) {
        lock.lock();
        try {
            return states.find(id, now()).map(BookEntry::status);
        } finally {
            lock.unlock();
        }
    }

    /** Whether there are entries that can be taken. */
    boolean hasReady() {
        lock.lock();
        try {
            return states.hasReady();
        } finally {
            lock.unlock();
        }
    }

    /** How many entries there are, in whatever state. */
    public int size() {
        lock.lock();
        try {
            return states.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many entries somebody has now. */
    public int leasedCount() {
        lock.lock();
        try {
            return states.leased(now());
        } finally {
            lock.unlock();
        }
    }

    /** How many entries wait for their delay now; blocked ones do not count. */
    public int delayedCount() {
        lock.lock();
        try {
            return states.delayed(now());
        } finally {
            lock.unlock();
        }
    }

    /** Wakes one that waits in {@link #take}, so that its owner can look for more entries. */
    public void wake() {
        locked(changed::signalAll);
    }

    /** Ends every {@link #take} with {@code CLOSED}. */
    public void close() {
        locked(() -> {
            closed = true;
            changed.signalAll();
        });
    }

    private void forget(BookEntry<T> entry) {
        if (states.forget(entry, now())) {
            changed.signal();
        }
    }

    /** Waits for a change, at most for so long or until the next timer; returns the time that is left. */
    private long await(long nanos) throws InterruptedException {
        long now = now();
        long next = states.nextTimer().orElse(now + nanos) - now;
        return changed.awaitNanos(Math.max(TimeUnit.MICROSECONDS.toNanos(100), Math.min(nanos, next)));
    }

    private long now() {
        return nanoClock.getAsLong();
    }

    private void mustBeOpen() throws QueueException {
        if (closed) {
            throw new QueueException(QueueException.Kind.CLOSED, "the queue was closed");
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
