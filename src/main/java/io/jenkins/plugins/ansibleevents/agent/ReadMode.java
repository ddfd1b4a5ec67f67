package io.jenkins.plugins.ansibleevents.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.ansibleevents.engine.runner.LocalRunHost;
import java.io.File;
import jenkins.agents.ControllerToAgentFileCallable;

/** Reads the permission bits of the file it is called on; -1 when it is missing. */
record ReadMode() implements ControllerToAgentFileCallable<Integer> {

    @Override
    public Integer invoke(File file, VirtualChannel channel) {
        return new LocalRunHost().mode(file.getPath());
    }
}
