package io.jenkins.plugins.ansibleevents.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.ansibleevents.engine.runner.LocalRunHost;
import java.io.File;
import java.io.IOException;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Writes the file it is called on, readable by nobody else from its first moment on.
 *
 * @param content may be secret: it crosses the channel and lies in no other file
 * @param executable mode 0700 instead of 0600
 */
record WritePrivateFile(byte[] content, boolean executable) implements ControllerToAgentFileCallable<Void> {

    @Override
    public Void invoke(File file, VirtualChannel channel) throws IOException {
        new LocalRunHost().write(file.getPath(), content, executable);
        return null;
    }

    @Override
    public String toString() {
        return "WritePrivateFile[" + content.length + " bytes]";
    }
}
