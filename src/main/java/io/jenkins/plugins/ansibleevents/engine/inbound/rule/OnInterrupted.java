package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

/** What happens after a run was cut off because its process was stopped or killed. */
public enum OnInterrupted {
    /** It is begun again, as a further attempt. The default. */
    AGAIN,
    /** Its messages become dead letters: a person decides. For work that must not be done twice unseen. */
    DEAD,
    /** Nothing: its messages are done. */
    DROP
}
