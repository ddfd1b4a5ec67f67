package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.IOException;

/** Takes part in a run of the command line beside the recorder and the display; emitters are one. */
interface RunExtension extends RunListener {

    /** The directory of the run has been made; nothing has been started. */
    default void opened(RunDirectory directory) throws IOException {}

    /** The run has been started; it can be stopped by {@link RunHandle#fail}. Listener methods may be called before. */
    default void started(RunHandle handle) {}

    /**
     * The run is over and its artifacts are closed. May take as long as the user has allowed.
     *
     * @return lines for the end of the run's display
     */
    default LastWords ended(RunResult result) {
        return LastWords.NONE;
    }

    /** Everything is written and displayed, or the run could not be started. The last call. */
    default void closed() {}

    /** What {@link #ended} is waiting for, in one line; empty for nothing. Called by any thread. */
    default String waitsFor() {
        return "";
    }

    /** The command is to end soon: {@link #ended} waits no longer. Called by any thread. */
    default void hurry() {}
}
