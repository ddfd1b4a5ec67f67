package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a look at a run has found. The state was read before display text and record: with a state that says the end, and
 * nothing new in both, everything has been read.
 *
 * @param state the launch script's report; empty when there is no such file
 * @param pulse of a held run; empty when there is no such file
 * @param output new display text
 * @param events new bytes of the callback's record
 * @param quiet of a held run: how long its files had not grown when its pulse last beat, both by the clock of their file system
 */
public record Seen(String state, String pulse, byte[] output, byte[] events, Duration quiet) implements Serializable {

    /** Of a run at which nobody has looked yet. */
    static final Seen NOTHING = new Seen("", "", new byte[0], new byte[0], Duration.ZERO);

    /** Whether there is news. */
    boolean isNews() {
        return output.length > 0 || events.length > 0;
    }

    /** Whether the private directory is still there. */
    boolean isThere() {
        return !state.isEmpty();
    }
}
