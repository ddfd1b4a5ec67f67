package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

/** What becomes of a run that did not come to its end because the process that began it was stopped or killed. */
public enum OnInterrupted {
    /** It is begun again, as a further attempt. The default. */
    AGAIN,
    /** Its messages become dead letters: somebody decides. For what must not be done twice without a look. */
    DEAD,
    /** Nothing: its messages are done. */
    DROP
}
