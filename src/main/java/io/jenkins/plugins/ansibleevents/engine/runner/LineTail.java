package io.jenkins.plugins.ansibleevents.engine.runner;

import java.util.Arrays;

/**
 * Makes complete lines of bytes that come in pieces, cut anywhere. Lines end with LF; there is no limit to their length
 * but memory.
 *
 * <p>Not safe for use by several threads.
 */
final class LineTail {

    /** Takes one line, without its LF; the array is valid during the call only. */
    @FunctionalInterface
    interface Sink {
        void line(byte[] bytes, int offset, int length);
    }

    /** What is kept for the next line; larger arrays, left over from a long line, are given back. */
    private static final int KEEP = 1 << 16;

    private final Sink sink;
    private byte[] half = new byte[0];
    private int size;

    LineTail(Sink sink) {
        this.sink = sink;
    }

    /** Hands out every line that these bytes complete, and keeps the half line behind the last LF. */
    void accept(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            if (bytes[i] == '\n') {
                complete(bytes, start, i - start);
                start = i + 1;
            }
        }
        keep(bytes, start, end - start);
    }

    /** Number of bytes of the half line. */
    int pending() {
        return size;
    }

    /** The half line at the end of everything, empty when the last line was complete; it is forgotten here. */
    byte[] end() {
        byte[] rest = Arrays.copyOf(half, size);
        clear();
        return rest;
    }

    private void complete(byte[] bytes, int offset, int length) {
        if (size == 0) {
            sink.line(bytes, offset, length);
            return;
        }
        keep(bytes, offset, length);
        sink.line(half, 0, size);
        clear();
    }

    private void keep(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (half.length - size < length) {
            half = Arrays.copyOf(half, Math.max(size + length, 2 * half.length));
        }
        System.arraycopy(bytes, offset, half, size, length);
        size += length;
    }

    private void clear() {
        size = 0;
        if (half.length > KEEP) {
            half = new byte[0];
        }
    }
}
