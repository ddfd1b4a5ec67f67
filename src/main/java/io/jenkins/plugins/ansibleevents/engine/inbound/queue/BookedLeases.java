package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Leases of a queue that keeps them in a {@link LeaseBook}: received, prolonged and found in the same way for every
 * kind of queue.
 *
 * <p>Safe for use by several threads, as far as its owner is.
 *
 * @param <T> what the owner keeps with an entry
 */
public final class BookedLeases<T> {

    /** The part that differs between kinds of queues. */
    public interface Owner<T> {

        /** Puts entries into the book, where no other thread does. */
        default void fill() {}

        /** Makes leases of taken entries; fewer, when some of them are done already. */
        List<Lease> leases(List<LeaseBook.Taken<T>> taken);

        /** Throws while messages cannot be received. */
        default void mustWork() throws QueueException {}
    }

    private final LeaseBook<T> book;
    private final Owner<T> owner;
    private final String description;
    private final String otherwise;

    /**
     * Makes the leases of a queue.
     *
     * @param description of the queue
     * @param otherwise what else than its end may have ended a lease, for example {@code , or the connection failed}
     */
    public BookedLeases(LeaseBook<T> book, Owner<T> owner, String description, String otherwise) {
        this.book = book;
        this.owner = owner;
        this.description = description;
        this.otherwise = otherwise;
    }

    /**
     * As {@link MessageQueue#receive(int, Duration, Duration, Admission)}.
     *
     * @param wanted whether an entry is wanted now
     */
    public List<Lease> receive(int max, Duration lease, Duration wait, Predicate<T> wanted)
            throws QueueException, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            owner.fill();
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            List<Lease> leases = owner.leases(book.take(max, lease, left, wanted));
            if (!leases.isEmpty()) {
                return leases;
            }
            if (System.nanoTime() - end >= 0 || book.hasReady()) {
                owner.mustWork();
                return List.of();
            }
        }
    }

    /** As {@link MessageQueue#extend}. */
    public Lease extend(Lease lease, Duration time) throws QueueException {
        return new Lease(
                lease.message(),
                lease.receipt(),
                lease.attempt(),
                hold(lease, time).until());
    }

    /** Keeps a message while it is settled. */
    public LeaseBook.Taken<T> hold(Lease lease, Duration time) throws QueueException {
        return book.extend(lease.receipt(), time).orElseThrow(() -> lost("the lease on message " + lease.id()));
    }

    /** Keeps those of these messages while they are settled whose lease is not lost. */
    public List<LeaseBook.Taken<T>> holdAll(Collection<Lease> leases, Duration time) {
        var held = new ArrayList<LeaseBook.Taken<T>>(leases.size());
        leases.forEach(lease -> book.extend(lease.receipt(), time).ifPresent(held::add));
        return held;
    }

    /** Throws when some of several leases were lost. */
    public void mustBeAll(Collection<Lease> leases, int settled) throws QueueException {
        if (settled < leases.size()) {
            throw lost(leases.size() - settled + " of " + leases.size() + " leases");
        }
    }

    /** The error for a lease that was lost. */
    public QueueException lost(String what) {
        return new QueueException(
                QueueException.Kind.LEASE_LOST,
                description + ": " + what + " ran out" + otherwise + "; it is redelivered");
    }
}
