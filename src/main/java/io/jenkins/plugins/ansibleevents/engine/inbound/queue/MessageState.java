package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

/**
 * Where a message is. {@link #QUEUED}, {@link #DELAYED} and {@link #LEASED} follow each other in any order until one of the
 * other three is the end; a dead letter that is redriven is queued again.
 */
public enum MessageState {
    /** Waits to be received. */
    QUEUED,
    /** Waits for its delay after a {@link MessageQueue#nack}. */
    DELAYED,
    /** Somebody has a lease on it. */
    LEASED,
    /** Acknowledged. */
    DONE,
    /** A dead letter. */
    DEAD,
    /** A dead letter that was dropped by hand. */
    DROPPED
}
