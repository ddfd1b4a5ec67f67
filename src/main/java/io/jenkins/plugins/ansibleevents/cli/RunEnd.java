package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;

/**
 * Everything there is to say at the end of a run.
 *
 * @param result how it ended
 * @param isCheck whether changes were only predicted
 * @param recap what happened on each host
 * @param directory what it leaves behind
 * @param lastWords of extensions, for example what an emitter delivered
 */
record RunEnd(RunResult result, boolean isCheck, Recap recap, RunDirectory directory, LastWords lastWords) {

    boolean successful() {
        return result.rc() == 0;
    }
}
