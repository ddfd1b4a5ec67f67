package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The entries of a {@link LeaseBook}, the state of each, and the ways from one state to another:
 *
 * <pre>
 *  blocked --the earlier ones of its key are forgotten--&gt; ready or delayed
 *  delayed --its time comes--&gt; ready
 *  ready   --taken--&gt; leased
 *  leased  --its time comes--&gt; ready; --released--&gt; ready or delayed; --forgotten--&gt; gone
 * </pre>
 *
 * <p>It neither waits nor has a timer of its own: methods get {@code now}, in nanoseconds of {@link System#nanoTime},
 * and leases and delays that are over by then end with the next call that takes or counts entries. Not safe for use by
 * several threads: guarded by the book's lock.
 */
final class LeaseStates<T> {

    /** The bodies of one take are in memory together; further entries are taken by the next call. */
    private static final long MOST_BYTES = 2 << 20;

    private final Map<Long, BookEntry<T>> bySequence = new HashMap<>();
    private final Map<String, BookEntry<T>> byId = new HashMap<>();
    private final TreeMap<Long, BookEntry<T>> ready = new TreeMap<>();
    private final KeyLines<T> keys = new KeyLines<>();
    private final EntryTimers<T> timers = new EntryTimers<>();
    private int leased;
    private int delayed;
    private long receipts;

    private final ToLongFunction<T> size;

    /**
     * States of entries whose bodies are read when they are taken.
     *
     * @param size of a body in bytes
     */
    LeaseStates(ToLongFunction<T> size) {
        this.size = size;
    }

    /** Adds an entry behind the others of its key; it cannot be taken before its delay is over. */
    void add(BookEntry<T> entry, Duration delay, long now) {
        bySequence.put(entry.sequence, entry);
        byId.put(entry.id, entry);
        entry.readyAt = now + delay.toNanos();
        if (keys.join(entry)) {
            open(entry, now);
        }
    }

    /** Takes at most so many entries that are ready and wanted; empty when none is. */
    List<Taken<T>> take(int max, Duration lease, long now, Predicate<T> wanted) {
        runTimers(now);
        var chosen = new ArrayList<BookEntry<T>>();
        long bytes = 0;
        for (BookEntry<T> entry : ready.values()) {
            if (chosen.size() >= max || bytes >= MOST_BYTES) {
                break;
            }
            if (wanted.test(entry.content)) {
                bytes += size.applyAsLong(entry.content);
                chosen.add(entry);
            }
        }
        var taken = new ArrayList<Taken<T>>(chosen.size());
        for (BookEntry<T> entry : chosen) {
            entry.attempts++;
            taken.add(lease(entry, entry.sequence + "-" + ++receipts, lease, now));
        }
        return List.copyOf(taken);
    }

    /** Leases an entry from now on, also one that is leased already. */
    Taken<T> lease(BookEntry<T> entry, String receipt, Duration time, long now) {
        close(entry);
        entry.receipt = receipt;
        entry.state = MessageState.LEASED;
        leased++;
        timers.arm(entry, now + time.toNanos());
        return new Taken<>(entry.entry(), receipt, Instant.now().plus(time));
    }

    /** The entry that a receipt stands for; empty when it was settled, or taken by somebody else since. */
    Optional<BookEntry<T>> holder(String receipt) {
        int dash = receipt.indexOf('-');
        BookEntry<T> entry = dash < 1 ? null : bySequence.get(Long.valueOf(receipt.substring(0, dash)));
        return Optional.ofNullable(entry).filter(found -> receipt.equals(found.receipt));
    }

    /** Ends the lease of an entry, which can be taken again after the delay; its receipt is void. */
    void giveBack(BookEntry<T> entry, Duration delay, long now) {
        close(entry);
        entry.receipt = null;
        entry.readyAt = now + delay.toNanos();
        open(entry, now);
    }

    /** Removes an entry in whatever state. Returns whether the next one of its key is blocked no more. */
    boolean forget(BookEntry<T> entry, long now) {
        close(entry);
        bySequence.remove(entry.sequence);
        byId.remove(entry.id, entry);
        Optional<BookEntry<T>> next = keys.leave(entry);
        next.ifPresent(opened -> open(opened, now));
        return next.isPresent();
    }

    Optional<BookEntry<T>> find(String id, long now) {
        runTimers(now);
        return Optional.ofNullable(byId.get(id));
    }

    /** All entries, in no order. */
    Stream<BookEntry<T>> all() {
        return bySequence.values().stream();
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    int size() {
        return bySequence.size();
    }

    int leased(long now) {
        runTimers(now);
        return leased;
    }

    int delayed(long now) {
        runTimers(now);
        return delayed;
    }

    /** When the next lease or delay ends, on the clock of {@code now}; empty when there is none. */
    OptionalLong nextTimer() {
        return timers.next();
    }

    /** Makes an entry that is first of its key takeable, now or after its delay. */
    private void open(BookEntry<T> entry, long now) {
        if (entry.readyAt - now <= 0) {
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

    /** Ends leases and delays whose time has come. A lease keeps its receipt until somebody else takes the entry. */
    private void runTimers(long now) {
        for (var due = timers.due(now); due.isPresent(); due = timers.due(now)) {
            BookEntry<T> entry = due.get();
            close(entry);
            entry.readyAt = now;
            open(entry, now);
        }
    }

    /**
     * The entries of each ordering key of a {@link LeaseBook}, in their order: only the first of a line can be taken.
     */
    private static final class KeyLines<T> {

        private final Map<String, Deque<BookEntry<T>>> lines = new HashMap<>();

        /**
         * Puts an entry behind the others of its key; returns whether it is the first. An entry without a key always
         * is.
         */
        boolean join(BookEntry<T> entry) {
            if (entry.key == null) {
                return true;
            }
            Deque<BookEntry<T>> line = lines.computeIfAbsent(entry.key, k -> new ArrayDeque<>());
            line.addLast(entry);
            return line.size() == 1;
        }

        /** Takes an entry out of its line; returns the one that has become the first by that. */
        Optional<BookEntry<T>> leave(BookEntry<T> entry) {
            Deque<BookEntry<T>> line = entry.key == null ? null : lines.get(entry.key);
            if (line == null) {
                return Optional.empty();
            }
            boolean first = line.peekFirst() == entry;
            line.remove(entry);
            if (line.isEmpty()) {
                lines.remove(entry.key);
            }
            return first ? Optional.ofNullable(line.peekFirst()) : Optional.empty();
        }
    }

    /**
     * When which lease or delay of a {@link LeaseBook} ends, by the clock of {@link System#nanoTime}. An entry has one
     * timer at most, and a timer that is called off is gone at once: it would keep its message in memory until its
     * time.
     */
    private static final class EntryTimers<T> {

        // Differences, because the clock may wrap.
        private final TreeSet<BookEntry<T>> armed = new TreeSet<>((a, b) ->
                a.timerAt == b.timerAt ? Long.compare(a.sequence, b.sequence) : Long.signum(a.timerAt - b.timerAt));

        /** The entry must not be armed already. */
        void arm(BookEntry<T> entry, long at) {
            entry.timerAt = at;
            armed.add(entry);
        }

        /** Does nothing to an entry that is not armed. */
        void disarm(BookEntry<T> entry) {
            armed.remove(entry);
        }

        /** An entry whose time has come, not armed any more. */
        Optional<BookEntry<T>> due(long now) {
            if (armed.isEmpty() || armed.first().timerAt - now > 0) {
                return Optional.empty();
            }
            return Optional.of(armed.pollFirst());
        }

        OptionalLong next() {
            return armed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(armed.first().timerAt);
        }
    }
}
