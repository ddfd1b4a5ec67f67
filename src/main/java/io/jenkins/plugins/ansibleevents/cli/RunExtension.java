package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.util.List;

/** Takes part in a run of the command line beside the recorder and the display; emitters are one. */
interface RunExtension extends RunListener {

    /** The run has been started; it can be stopped by {@link RunHandle#fail}. Listener methods may be called before. */
    default void started(RunHandle handle) {}

    /**
     * The run is over; its files but the manifest's reports are closed. May take as long as the user has allowed.
     *
     * @return lines for the end of the run's display
     */
    default List<String> ended(RunResult result) {
        return List.of();
    }
}
