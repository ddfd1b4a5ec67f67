package io.jenkins.plugins.ansibleevents.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.ansibleevents.engine.runner.LocalRunHost;
import java.io.File;
import java.io.IOException;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Writes to the named pipe it is called on.
 *
 * @param words at most 4 096 bytes
 */
record TellPipe(byte[] words) implements ControllerToAgentFileCallable<Void> {

    @Override
    public Void invoke(File pipe, VirtualChannel channel) throws IOException {
        new LocalRunHost().tell(pipe.getPath(), words);
        return null;
    }
}
