package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.Serializable;

/**
 * One look at the files of a run.
 *
 * @param directory its private directory
 * @param output where to go on in the display text, in bytes; -1 for a run that is not held, whose text comes another way
 * @param events where to go on in the callback's record, in bytes
 * @param most how many bytes of each at most
 * @param words lines for the launch script of a held run, which get there after the files have been read; may be empty
 */
public record LookAt(String directory, long output, long events, int most, String words) implements Serializable {

    /** Whether the run is held. */
    public boolean isHeld() {
        return output >= 0;
    }
}
