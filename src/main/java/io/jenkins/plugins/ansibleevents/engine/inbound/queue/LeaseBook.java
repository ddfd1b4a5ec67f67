package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
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
    private final Map<Long, Node<T>> nodes = new HashMap<>();
    private final Map<String, Node<T>> byId = new HashMap<>();
    private final TreeMap<Long, Node<T>> ready = new TreeMap<>();
    private final Map<String, Deque<Node<T>>> keys = new HashMap<>();
    private final PriorityQueue<Timer<T>> timers = new PriorityQueue<>();
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
            var node = new Node<>(sequence, id, key, attempts, content);
            nodes.put(sequence, node);
            byId.put(id, node);
            node.readyAt = nanoClock.getAsLong() + delay.toNanos();
            if (key == null || enqueue(node)) {
                open(node);
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
            return Optional.ofNullable(holder(receipt)).map(Node::entry);
        } finally {
            lock.unlock();
        }
    }

    /** Prolongs a lease from now on; empty when it is lost. */
    public Optional<Taken<T>> extend(String receipt, Duration lease) {
        lock.lock();
        try {
            Node<T> node = holder(receipt);
            return node == null ? Optional.empty() : Optional.of(lease(node, receipt, lease));
        } finally {
            lock.unlock();
        }
    }

    /** Removes an entry for good: acknowledged, or a dead letter. Returns whether the receipt was still good. */
    public boolean remove(String receipt) {
        lock.lock();
        try {
            Node<T> node = holder(receipt);
            if (node == null) {
                return false;
            }
            forget(node);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Makes an entry ready again after a delay. Returns whether the receipt was still good. */
    public boolean giveBack(String receipt, Duration delay) {
        lock.lock();
        try {
            Node<T> node = holder(receipt);
            if (node == null) {
                return false;
            }
            close(node);
            node.receipt = null;
            node.readyAt = nanoClock.getAsLong() + delay.toNanos();
            open(node);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Removes all entries whose content matches, taken or not: their source is gone, their receipts are void. */
    public void removeIf(Predicate<T> gone, Consumer<T> removed) {
        var found = new ArrayList<Node<T>>();
        locked(() -> {
            nodes.values().stream().filter(n -> gone.test(n.content)).forEach(found::add);
            found.forEach(this::forget);
        });
        found.forEach(n -> removed.accept(n.content));
    }

    /** Where a message is; empty when the book does not have it. Blocked entries are {@code QUEUED}. */
    public Optional<MessageStatus> status(String id) {
        lock.lock();
        try {
            runTimers();
            return Optional.ofNullable(byId.get(id)).map(Node::status);
        } finally {
            lock.unlock();
        }
    }

    public int size() {
        lock.lock();
        try {
            return nodes.size();
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
            Node<T> node = ready.firstEntry().getValue();
            boolean spent = node.attempts >= maxAttempts;
            if (!spent) {
                node.attempts++;
            }
            (spent ? exhausted : taken).add(lease(node, node.sequence + "-" + ++receipts, lease));
        }
        return new Batch<>(List.copyOf(taken), List.copyOf(exhausted));
    }

    private Taken<T> lease(Node<T> node, String receipt, Duration time) {
        close(node);
        node.receipt = receipt;
        node.state = MessageState.LEASED;
        leased++;
        arm(node, nanoClock.getAsLong() + time.toNanos());
        return new Taken<>(node.entry(), receipt, Instant.now().plus(time));
    }

    /** Makes an entry that is first of its key takeable, now or after its delay. */
    private void open(Node<T> node) {
        if (node.readyAt - nanoClock.getAsLong() <= 0) {
            node.state = MessageState.QUEUED;
            ready.put(node.sequence, node);
            return;
        }
        node.state = MessageState.DELAYED;
        delayed++;
        arm(node, node.readyAt);
    }

    /** Takes an entry out of the state it is in. */
    private void close(Node<T> node) {
        node.timer++;
        switch (node.state) {
            case LEASED -> leased--;
            case DELAYED -> delayed--;
            default -> ready.remove(node.sequence);
        }
        node.state = MessageState.QUEUED;
    }

    private void forget(Node<T> node) {
        close(node);
        nodes.remove(node.sequence);
        byId.remove(node.id, node);
        if (node.key != null) {
            dequeue(node);
        }
    }

    /** Puts an entry behind the others of its key; returns whether it is the first. */
    private boolean enqueue(Node<T> node) {
        Deque<Node<T>> line = keys.computeIfAbsent(node.key, k -> new ArrayDeque<>());
        line.addLast(node);
        return line.size() == 1;
    }

    private void dequeue(Node<T> node) {
        Deque<Node<T>> line = keys.get(node.key);
        boolean first = line.peekFirst() == node;
        line.remove(node);
        if (line.isEmpty()) {
            keys.remove(node.key);
        } else if (first) {
            open(line.getFirst());
            changed.signal();
        }
    }

    private void arm(Node<T> node, long at) {
        timers.add(new Timer<>(at, node, node.timer));
    }

    /** Ends leases and delays whose time has come. A lease keeps its receipt until somebody else takes the entry. */
    private void runTimers() {
        long now = nanoClock.getAsLong();
        while (!timers.isEmpty() && (timers.peek().isVoid() || timers.peek().at - now <= 0)) {
            Timer<T> timer = timers.poll();
            if (!timer.isVoid()) {
                close(timer.node);
                timer.node.readyAt = now;
                open(timer.node);
            }
        }
    }

    /** Waits for a change, at most for so long or until the next timer; returns what is left of that. */
    private long await(long nanos) throws InterruptedException {
        long next = timers.isEmpty() ? nanos : timers.peek().at - nanoClock.getAsLong();
        return changed.awaitNanos(Math.max(TimeUnit.MICROSECONDS.toNanos(100), Math.min(nanos, next)));
    }

    @CheckForNull
    private Node<T> holder(String receipt) {
        int dash = receipt.indexOf('-');
        Node<T> node = dash < 1 ? null : nodes.get(Long.valueOf(receipt.substring(0, dash)));
        return node == null || !receipt.equals(node.receipt) ? null : node;
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

    private static final class Node<T> {
        final long sequence;
        final String id;

        @CheckForNull
        final String key;

        final T content;
        final Instant since = Instant.now();
        int attempts;
        MessageState state = MessageState.QUEUED;
        long readyAt;
        /** Counts up whenever a timer of this entry becomes void. */
        int timer;

        @CheckForNull
        String receipt;

        Node(long sequence, String id, @CheckForNull String key, int attempts, T content) {
            this.sequence = sequence;
            this.id = id;
            this.key = key;
            this.attempts = attempts;
            this.content = content;
        }

        Entry<T> entry() {
            return new Entry<>(sequence, id, attempts, content);
        }

        MessageStatus status() {
            return new MessageStatus(id, state, attempts, "", since);
        }
    }

    private record Timer<T>(long at, Node<T> node, int number) implements Comparable<Timer<T>> {
        boolean isVoid() {
            return number != node.timer;
        }

        @Override
        public int compareTo(Timer<T> other) {
            return Long.compare(at - other.at, 0);
        }
    }
}
