package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;

/** What the user sees of a run while it goes on, and at its end. */
interface RunDisplay extends RunListener {

    /** The run is over and everything is written. Called by the thread that waits for the run. */
    void ended(RunEnd end);
}
