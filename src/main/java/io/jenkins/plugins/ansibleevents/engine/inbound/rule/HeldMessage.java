package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import java.time.Duration;
import java.util.Optional;

/** A leased message until it is settled. Only the lease is touched by another thread than the dispatcher's. */
final class HeldMessage {

    private static final int LONGEST_REASON = 2_000;

    private volatile Lease lease;
    private int open;
    private volatile boolean started;
    private volatile boolean begun;
    private boolean hasPlace = true;
    private int inWindows;
    private Optional<Failure> failure = Optional.empty();

    /**
     * Why a message did not get where it should.
     *
     * @param reason for people
     * @param retry what to do about it; empty when no further try helps
     */
    record Failure(String reason, Optional<Retry> retry) {

        /** Whether the message goes back for another try, given how often it has been received. */
        boolean isWorthATry(int attempt) {
            return retry.isPresent() && attempt <= retry.get().times();
        }

        /** Both; the message is tried again when one of them says so. */
        private Failure and(Failure next) {
            boolean isTold = reason.contains(next.reason) || reason.length() > LONGEST_REASON;
            return new Failure(isTold ? reason : reason + "; " + next.reason, next.retry.or(() -> retry));
        }

        Duration delay() {
            return retry.map(Retry::delay).orElse(Duration.ZERO);
        }
    }

    HeldMessage(Lease lease, int matches) {
        this.lease = lease;
        this.open = matches;
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

    /** Gives its place back; false when it has none. */
    boolean release() {
        boolean had = hasPlace;
        hasPlace = false;
        return had;
    }

    /** Takes a place again; false when it has one. */
    boolean takePlace() {
        boolean had = hasPlace;
        hasPlace = true;
        return !had;
    }

    /** One of its matches waits for the end of a window. */
    void enterWindow() {
        inWindows++;
    }

    void leaveWindow() {
        inWindows--;
    }

    /** Whether nothing of it is to be done before the end of a window. */
    boolean onlyWaits() {
        return open > 0 && inWindows == open;
    }

    /** One of its matches has come to an end; returns whether it was the last. */
    boolean settledOne() {
        return --open == 0;
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
