package io.jenkins.plugins.ansibleevents.engine.emit;

import java.time.Duration;

/**
 * A configured emitter: everything the pump needs to know of it.
 *
 * @param name its name, unique: letters, digits, {@code - _ .}
 * @param target the receiver's address for users: no secret, no query
 * @param filter which messages the receiver gets
 * @param batch how many messages go out together
 * @param retry what happens when the receiver does not take them
 * @param onError whether the run is stopped when a message could not be delivered
 * @param spool which messages are kept when the receiver is away for a long time
 * @param inFlight how many batches may be under way at once, 1 to {@link #MOST_IN_FLIGHT}: with more than one only the
 *     order of each host is kept
 * @param factory makes the emitter
 */
public record EmitterSpec(
        String name,
        String target,
        MessageFilter filter,
        BatchRules batch,
        RetryRules retry,
        OnError onError,
        SpoolRules spool,
        int inFlight,
        EmitterFactory factory) {

    /** More connections would be a burden to a receiver. */
    public static final int MOST_IN_FLIGHT = 64;

    /** What a failed delivery means for the run. */
    public enum OnError {
        /** A warning is shown; the run goes on. */
        WARN,
        /** The run is stopped and fails at the first attempt that fails, as ansible-runner promises. */
        FAIL
    }

    /**
     * Which messages are dropped, and counted, when they wait too long. By default none is.
     *
     * @param maxAge undelivered messages of a run older than this are dropped; zero for no limit
     * @param maxBytes the oldest undelivered messages are dropped when more than this waits; 0 for no limit
     */
    public record SpoolRules(Duration maxAge, long maxBytes) {
        public static final SpoolRules KEEP_ALL = new SpoolRules(Duration.ZERO, 0);
    }

    /** An emitter with the default rules. */
    public static EmitterSpec of(String name, String target, EmitterFactory factory) {
        return new EmitterSpec(
                name,
                target,
                MessageFilter.ALL,
                BatchRules.OFF,
                RetryRules.DEFAULT,
                OnError.WARN,
                SpoolRules.KEEP_ALL,
                1,
                factory);
    }

    /** A copy with another factory. */
    public EmitterSpec withFactory(EmitterFactory newFactory) {
        return new EmitterSpec(name, target, filter, batch, retry, onError, spool, inFlight, newFactory);
    }

    /** A copy with this many batches under way at once. */
    public EmitterSpec withInFlight(int count) {
        return new EmitterSpec(name, target, filter, batch, retry, onError, spool, count, factory);
    }
}
