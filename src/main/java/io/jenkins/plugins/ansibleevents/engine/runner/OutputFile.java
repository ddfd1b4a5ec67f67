package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Display text that Ansible writes into a file of its host, where it waits for a reader, also for one that has just been
 * started: it begins with the first byte.
 */
final class OutputFile implements DisplayText {

    private static final int BUFFER = 256 << 10;

    private final RunHost host;
    private final String path;
    private final byte[] buffer = new byte[BUFFER];
    private long offset;

    OutputFile(RunHost host, String path) {
        this.host = host;
        this.path = path;
    }

    @Override
    public byte[] take() throws IOException {
        int length = Math.max(0, host.read(path, offset, buffer));
        offset += length;
        return Arrays.copyOf(buffer, length);
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public void awaitEnd(Duration longest) {
        LockSupport.parkNanos(this, longest.toNanos());
    }

    @Override
    public void abandon() {
        // The file is removed with the directory it is in.
    }
}
