package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Display text between the host's thread, which writes, and the run's steps, which take. It grows while a listener
 * holds up the run, so that the playbook goes on. 64 MB are the display text of about a million tasks; beyond
 * that the playbook has to wait.
 */
final class OutputQueue extends OutputStream {

    static final int MAX_BYTES = 64 << 20;

    private byte[] bytes = new byte[1 << 14];
    private int size;
    private boolean complete;
    private boolean abandoned;
    private final Runnable ended;

    /** @param ended called when no more will come */
    OutputQueue(Runnable ended) {
        this.ended = ended;
    }

    @Override
    public void write(int b) throws InterruptedIOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) throws InterruptedIOException {
        awaitSpace(length);
        if (abandoned) {
            return; // nobody takes the text any more, and that must not be an error of the writer
        }
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * bytes.length));
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    private void awaitSpace(int length) throws InterruptedIOException {
        try {
            while (!abandoned && size > 0 && size + length > MAX_BYTES) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the run was held up by a listener");
        }
    }

    /** Everything that has arrived since the last call; empty when nothing has. */
    synchronized byte[] take() {
        if (size == 0) {
            return new byte[0];
        }
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        notifyAll();
        return taken;
    }

    /** Marks the end of the text, after the last write. */
    @Override
    public void close() {
        synchronized (this) {
            complete = true;
            notifyAll();
        }
        ended.run();
    }

    /** Whether no more will come; text may still wait to be taken. */
    synchronized boolean isComplete() {
        return complete;
    }

    /** Drops everything that arrives from now on, because nobody takes it any more. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }
}
