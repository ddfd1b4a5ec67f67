package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Display text between the host's thread, which writes, and the run's thread, which takes. It grows while a listener
 * holds up the run's thread, so that the playbook goes on. 64 MB are the display text of about a million tasks; beyond
 * that the playbook has to wait.
 */
final class OutputQueue extends OutputStream implements DisplayText {

    static final int MAX_BYTES = 64 << 20;

    private byte[] bytes = new byte[1 << 14];
    private int size;
    private boolean complete;
    private boolean abandoned;

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

    @Override
    public synchronized byte[] take() {
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
    public synchronized void close() {
        complete = true;
        notifyAll();
    }

    @Override
    public synchronized boolean isComplete() {
        return complete;
    }

    @Override
    public synchronized void awaitEnd(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            for (long left = longest.toNanos(); !complete && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }
}
