package io.jenkins.plugins.ansibleevents.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.ansibleevents.engine.runner.LocalRunHost;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Reads the next piece of the file it is called on; null when the file is missing.
 *
 * @param offset where to start, in bytes
 * @param length how many bytes at most
 */
record ReadChunk(long offset, int length) implements ControllerToAgentFileCallable<byte[]> {

    @Override
    public byte[] invoke(File file, VirtualChannel channel) throws IOException {
        var chunk = new byte[length];
        int read = new LocalRunHost().read(file.getPath(), offset, chunk);
        return read < 0 ? null : Arrays.copyOf(chunk, read);
    }
}
