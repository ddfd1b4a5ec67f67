package io.jenkins.plugins.ansibleevents.engine.secret;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Passes on the written bytes, masked; holds back those that may begin a secret. */
final class MaskingStream extends OutputStream {

    private final Masking masking;
    private final OutputStream target;
    private byte[] held = new byte[256];
    private int size;

    MaskingStream(Masking masking, OutputStream target) {
        this.masking = masking;
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (size > 0) {
            hold(bytes, offset, length);
            size = keep(held, masking.copy(held, 0, size, false, target), size);
            return;
        }
        int end = offset + length;
        size = keep(bytes, masking.copy(bytes, offset, end, false, target), end);
    }

    private void hold(byte[] bytes, int offset, int length) {
        if (held.length - size < length) {
            held = Arrays.copyOf(held, Math.max(size + length, 2 * held.length));
        }
        System.arraycopy(bytes, offset, held, size, length);
        size += length;
    }

    /** Moves the bytes that are left to the start of the buffer; returns their number. */
    private int keep(byte[] from, int start, int end) {
        int length = end - start;
        if (held.length < length) {
            held = new byte[length];
        }
        System.arraycopy(from, start, held, 0, length);
        return length;
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        masking.copy(held, 0, size, true, target);
        size = 0;
        target.close();
    }
}
