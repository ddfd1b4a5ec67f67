package io.jenkins.plugins.ansibleevents.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.ansibleevents.engine.runner.LocalRunHost;
import java.io.File;
import java.io.IOException;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Makes a directory (0700) below the one it is called on.
 *
 * @param ident the run's ident
 */
record MakePrivateDirectory(String ident) implements ControllerToAgentFileCallable<String> {

    @Override
    public String invoke(File parent, VirtualChannel channel) throws IOException {
        return new LocalRunHost().createPrivateDirectory(parent.getAbsolutePath(), ident);
    }
}
