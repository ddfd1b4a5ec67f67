package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

/** Where a message is. */
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
