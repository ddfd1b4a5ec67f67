package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

/**
 * When a message counts as done and is acknowledged to its queue. Until then it is leased and is redelivered after a
 * crash; a run that was noted as started is recognised then and not started twice.
 */
public enum Acknowledge {
    /** When its run has started: a crash later does not start it again. The default. */
    STARTED,
    /** When its run has ended, however it ended: a crash before starts it again. */
    FINISHED,
    /** When its run has ended well; otherwise it is retried, see {@link Retry}. */
    SUCCESSFUL
}
