package io.jenkins.plugins.ansibleevents.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.ansibleevents.engine.runner.LocalRunHost;
import java.io.File;
import java.io.IOException;
import jenkins.agents.ControllerToAgentFileCallable;

/** Deletes the file or directory it is called on, without following links. */
record DeleteTree() implements ControllerToAgentFileCallable<Void> {

    @Override
    public Void invoke(File file, VirtualChannel channel) throws IOException {
        new LocalRunHost().delete(file.getPath());
        return null;
    }
}
