package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import java.util.function.Supplier;

/** What the user sees of a run while it goes on, and at its end. */
interface RunDisplay extends RunListener {

    /**
     * Ansible has ended, and the end of the run waits for something.
     *
     * @param words what it waits for, in one line; called often until {@link #ended}, by any thread; empty for nothing
     */
    default void waiting(Supplier<String> words) {}

    /** The run is over and everything is written. Called by the thread that waits for the run. */
    void ended(RunEnd end);
}
