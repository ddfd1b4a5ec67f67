package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;
import java.time.Duration;

/** The display text of a run as it arrives, for the run's thread. */
interface DisplayText {

    /** Everything that has arrived since the last call; empty when nothing has. */
    byte[] take() throws IOException;

    /** Whether no more will come; text may still wait to be taken. False where that cannot be known. */
    boolean isComplete();

    /** Waits this time, or until no more will come, or the thread is interrupted; the thread then stays interrupted. */
    void awaitEnd(Duration longest);

    /** Drops everything that arrives from now on, because nobody takes it any more. */
    void abandon();
}
