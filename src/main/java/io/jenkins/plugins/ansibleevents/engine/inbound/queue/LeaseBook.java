package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Who has which message until when: the part of a queue that lives in memory. For the kinds of queue whose store or
 * broker does not keep leases, delays and the order of keys itself (embedded, Kafka, AMQP).
 *
 * <p>Entries are ordered by their sequence. An entry is ready, leased, delayed, or blocked behind an earlier entry of
 * its key; of each key only the first entry can be taken. A lease that runs out makes its entry ready again in its old
 * place. Nothing here is durable: the owner does that before it tells the book.
 *
 * <p>Safe for use by several threads; no method calls out while it holds the lock.
 *
 * @param <T> what the owner keeps with an entry
 */
public final class LeaseBook<T> {

    /** An entry as the owner sees it; {@code attempts} counts the takes so far. */
    public record Entry<T>(long sequence, String id, int attempts, T content) {}

    /** An entry that was taken, with the receipt that settles it. */
    public record Taken<T>(Entry<T> entry, String receipt, Instant until) {}

    /**
     * What a {@link #take} found.
     *
     * @param taken entries that the caller has now
     * @param exhausted entries that failed as often as allowed; the caller has them too, and makes dead letters of them
     */
    public record Batch<T>(List<Taken<T>> taken, List<Taken<T>> exhausted) {
        public boolean isEmpty() {
            return taken.isEmpty() && exhausted.isEmpty();
        }
    }

    private final int maxAttempts;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, BookEntry<T>> bySequence = new HashMap<>();
    private final Map<String, BookEntry<T>> byId = new HashMap<>();
    private final TreeMap<Long, BookEntry<T>> ready = new TreeMap<>();
    private final KeyLines<T> keys = new KeyLines<>();
    private final EntryTimers<T> timers = new EntryTimers<>();
    private int leased;
    private int delayed;
    private long receipts;
    private boolean closed;

    /** A book in which an entry is exhausted after so many takes. */
    public LeaseBook(int maxAttempts) {
        this(maxAttempts, System::nanoTime);
    }

    LeaseBook(int maxAttempts, LongSupplier nanoClock) {
        this.maxAttempts = maxAttempts;
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
            var entry = new BookEntry<>(sequence, id, key, attempts, content);
            bySequence.put(sequence, entry);
            byId.put(id, entry);
            entry.readyAt = nanoClock.getAsLong() + delay.toNanos();
            if (keys.join(entry)) {
                open(entry);
            }
            changed.signal();
        });
    }

    /**
     * Takes entries in their order.
     *
     * @param wait how long to wait for the first one
     * @throws QueueException {@code CLOSED} when the book is, or is closed meanwhile
     */
    public Batch<T> take(int max, Duration lease, Duration wait) throws QueueException, InterruptedException {
        long end = nanoClock.getAsLong() + wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                mustBeOpen();
                runTimers();
                Batch<T> batch = takeReady(max, lease);
                long left = end - nanoClock.getAsLong();
                if (!batch.isEmpty() || left <= 0) {
                    return batch;
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
            return Optional.ofNullable(holder(receipt)).map(BookEntry::entry);
        } finally {
            lock.unlock();
        }
    }

    /** Prolongs a lease from now on; empty when it is lost. */
    public Optional<Taken<T>> extend(String receipt, Duration lease) {
        lock.lock();
        try {
            BookEntry<T> entry = holder(receipt);
            return entry == null ? Optional.empty() : Optional.of(lease(entry, receipt, lease));
        } finally {
            lock.unlock();
        }
    }

    /** Removes an entry for good: acknowledged, or a dead letter. Returns whether the receipt was still good. */
    public boolean remove(String receipt) {
        lock.lock();
        try {
            BookEntry<T> entry = holder(receipt);
            if (entry == null) {
                return false;
            }
            forget(entry);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Makes an entry ready again after a delay. Returns whether the receipt was still good. */
    public boolean giveBack(String receipt, Duration delay) {
        lock.lock();
        try {
            BookEntry<T> entry = holder(receipt);
            if (entry == null) {
                return false;
            }
            close(entry);
            entry.receipt = null;
            entry.readyAt = nanoClock.getAsLong() + delay.toNanos();
            open(entry);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Removes all entries whose content matches, taken or not: their source is gone, their receipts are void. */
    public void removeIf(Predicate<T> gone, Consumer<T> removed) {
        var found = new ArrayList<BookEntry<T>>();
        locked(() -> {
            bySequence.values().stream()
                    .filter(entry -> gone.test(entry.content))
                    .forEach(found::add);
            found.forEach(this::forget);
        });
        found.forEach(entry -> removed.accept(entry.content));
    }

    /** Where a message is; empty when the book does not have it. Blocked entries are {@code QUEUED}. */
    public Optional<MessageStatus> status(String id) {
        lock.lock();
        try {
            runTimers();
            return Optional.ofNullable(byId.get(id)).map(BookEntry::status);
        } finally {
            lock.unlock();
        }
    }

    public int size() {
        lock.lock();
        try {
            return bySequence.size();
        } finally {
            lock.unlock();
        }
    }

    public int leasedCount() {
        lock.lock();
        try {
            runTimers();
            return leased;
        } finally {
            lock.unlock();
        }
    }

    public int delayedCount() {
        lock.lock();
        try {
            runTimers();
            return delayed;
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

    private Batch<T> takeReady(int max, Duration lease) {
        var taken = new ArrayList<Taken<T>>();
        var exhausted = new ArrayList<Taken<T>>();
        while (taken.size() < max && !ready.isEmpty()) {
            BookEntry<T> entry = ready.firstEntry().getValue();
            boolean spent = entry.attempts >= maxAttempts;
            if (!spent) {
                entry.attempts++;
            }
            (spent ? exhausted : taken).add(lease(entry, entry.sequence + "-" + ++receipts, lease));
        }
        return new Batch<>(List.copyOf(taken), List.copyOf(exhausted));
    }

    private Taken<T> lease(BookEntry<T> entry, String receipt, Duration time) {
        close(entry);
        entry.receipt = receipt;
        entry.state = MessageState.LEASED;
        leased++;
        timers.arm(entry, nanoClock.getAsLong() + time.toNanos());
        return new Taken<>(entry.entry(), receipt, Instant.now().plus(time));
    }

    /** Makes an entry that is first of its key takeable, now or after its delay. */
    private void open(BookEntry<T> entry) {
        if (entry.readyAt - nanoClock.getAsLong() <= 0) {
            entry.state = MessageState.QUEUED;
            ready.put(entry.sequence, entry);
            return;
        }
        entry.state = MessageState.DELAYED;
        delayed++;
        timers.arm(entry, entry.readyAt);
    }

    /** Takes an entry out of the state it is in. */
    private void close(BookEntry<T> entry) {
        timers.disarm(entry);
        switch (entry.state) {
            case LEASED -> leased--;
            case DELAYED -> delayed--;
            default -> ready.remove(entry.sequence);
        }
        entry.state = MessageState.QUEUED;
    }

    private void forget(BookEntry<T> entry) {
        close(entry);
        bySequence.remove(entry.sequence);
        byId.remove(entry.id, entry);
        keys.leave(entry).ifPresent(next -> {
            open(next);
            changed.signal();
        });
    }

    /** Ends leases and delays whose time has come. A lease keeps its receipt until somebody else takes the entry. */
    private void runTimers() {
        long now = nanoClock.getAsLong();
        for (var due = timers.due(now); due.isPresent(); due = timers.due(now)) {
            BookEntry<T> entry = due.get();
            close(entry);
            entry.readyAt = now;
            open(entry);
        }
    }

    /** Waits for a change, at most for so long or until the next timer; returns what is left of that. */
    private long await(long nanos) throws InterruptedException {
        long now = nanoClock.getAsLong();
        long next = timers.next().orElse(now + nanos) - now;
        return changed.awaitNanos(Math.max(TimeUnit.MICROSECONDS.toNanos(100), Math.min(nanos, next)));
    }

    @CheckForNull
    private BookEntry<T> holder(String receipt) {
        int dash = receipt.indexOf('-');
        BookEntry<T> entry = dash < 1 ? null : bySequence.get(Long.valueOf(receipt.substring(0, dash)));
        return entry == null || !receipt.equals(entry.receipt) ? null : entry;
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
