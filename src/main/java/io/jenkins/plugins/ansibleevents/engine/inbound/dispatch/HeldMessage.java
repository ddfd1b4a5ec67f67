package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A leased message until it is settled. Only the lease is touched by another thread than the dispatcher's. */
final class HeldMessage {

    /** Whether it has one of the dispatcher's places for messages. */
    private enum Place {
        TAKEN,
        LEFT,
        ENDED
    }

    private static final int LONGEST_REASON = 2_000;

    private volatile Lease lease;
    private final AtomicInteger open;
    private volatile boolean started;
    private volatile boolean begun;
    private final AtomicReference<Place> place = new AtomicReference<>(Place.TAKEN);
    private final AtomicInteger inWindows = new AtomicInteger();
    private Optional<Failure> failure = Optional.empty();

    /**
     * Why a message was not settled.
     *
     * @param reason for people
     * @param again when it is retried; empty when no retry helps, or none is left
     */
    record Failure(String reason, Optional<Duration> again) {

        /** A failure that no retry mends. */
        static Failure forGood(String reason) {
            return new Failure(reason, Optional.empty());
        }

        /** A failure that is retried after a time, without a limit. */
        static Failure untilLater(String reason, Duration time) {
            return new Failure(reason, Optional.of(time));
        }

        /** Both; the message is tried again when one of them says so. */
        private Failure and(Failure next) {
            boolean isTold = reason.contains(next.reason) || reason.length() > LONGEST_REASON;
            return new Failure(isTold ? reason : reason + "; " + next.reason, next.again.or(() -> again));
        }
    }

    HeldMessage(Lease lease, int matches) {
        this.lease = lease;
        this.open = new AtomicInteger(matches);
    }

    Lease lease() {
        return lease;
    }

    void lease(Lease renewed) {
        lease = renewed;
    }

    Message message() {
        return lease.message();
    }

    String id() {
        return lease.id();
    }

    String endpoint() {
        return message().endpoint().orElse("");
    }

    /** A run for it has been asked for. */
    void starting() {
        started = true;
    }

    /** The run that was asked for has to wait. */
    void waitsAgain() {
        started = false;
    }

    boolean isStarted() {
        return started;
    }

    /** One of its runs has begun. */
    void begun() {
        begun = true;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Leaves its place to another message for some time; false when it has none. */
    boolean leavePlace() {
        return place.compareAndSet(Place.TAKEN, Place.LEFT);
    }

    /** Takes a place again; false when it has one, or needs none any more. */
    boolean takePlace() {
        return place.compareAndSet(Place.LEFT, Place.TAKEN);
    }

    /** It needs no place any more; true only the first time. */
    boolean end() {
        return place.getAndSet(Place.ENDED) != Place.ENDED;
    }

    /** One of its matches waits for the end of a window; returns whether it is the only one. */
    boolean enterWindow() {
        return inWindows.incrementAndGet() == 1;
    }

    /** One of them waits no more; returns whether it was the last. */
    boolean leaveWindow() {
        return inWindows.decrementAndGet() == 0;
    }

    /** Whether nothing of it is to be done before the end of a window. */
    boolean onlyWaits() {
        return open.get() > 0 && inWindows.get() == open.get();
    }

    /** One of its matches has come to an end; returns whether it was the last. */
    boolean settledOne() {
        return open.decrementAndGet() == 0;
    }

    boolean settledOne(Failure why) {
        fail(why);
        return settledOne();
    }

    /** Something of it failed. */
    void fail(Failure why) {
        failure = Optional.of(failure.map(before -> before.and(why)).orElse(why));
    }

    Optional<Failure> failure() {
        return failure;
    }
}
