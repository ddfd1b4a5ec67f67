package io.jenkins.plugins.ansibleevents.engine.inbound;

/** What happens to a repeated delivery when the message of the first one has come to its end. */
public enum Redelivery {
    /** It starts nothing and is answered with the id of the first: right for senders that repeat by themselves. */
    IGNORE,
    /** It is a message of its own: right for senders that repeat only when a person presses a button. */
    RUN
}
