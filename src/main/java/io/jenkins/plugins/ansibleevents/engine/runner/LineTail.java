package io.jenkins.plugins.ansibleevents.engine.runner;

import java.util.Arrays;

/**
 * Makes complete lines of bytes that arrive in pieces, cut anywhere. Lines end with LF. Of a line that is longer than
 * the limit the first bytes are kept and the others counted, so that a line without end costs no memory.
 *
 * <p>Not safe for use by several threads.
 */
final class LineTail {

    /** Takes one line, without its LF; the array is valid during the call only. */
    @FunctionalInterface
    interface Sink {

        /** @param cut how many bytes of the line are missing here; 0 for nearly every line */
        void line(byte[] bytes, int offset, int length, long cut);
    }

    /** The half line at the end of the input; {@code cut} as in {@link Sink#line}. */
    record Rest(byte[] bytes, long cut) {}

    /** Most bytes to keep for the next line; a larger array, left from a long line, is not kept. */
    private static final int KEEP = 1 << 16;

    private final int limit;
    private final Sink sink;
    private byte[] half = new byte[0];
    private int size;
    private long cut;

    /** @param limit longest line that is handed out whole, in bytes */
    LineTail(int limit, Sink sink) {
        this.limit = limit;
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

    /** Number of bytes of the half line that were not kept. */
    long cut() {
        return cut;
    }

    /** The half line at the end of the input, empty when the last line was complete; forgets it. */
    Rest end() {
        var rest = new Rest(Arrays.copyOf(half, size), cut);
        clear();
        return rest;
    }

    private void complete(byte[] bytes, int offset, int length) {
        if (size == 0) {
            int kept = Math.min(length, limit);
            sink.line(bytes, offset, kept, length - kept);
            return;
        }
        keep(bytes, offset, length);
        sink.line(half, 0, size, cut);
        clear();
    }

    private void keep(byte[] bytes, int offset, int length) {
        int kept = Math.min(length, limit - size);
        cut += length - kept;
        if (kept == 0) {
            return;
        }
        if (half.length - size < kept) {
            half = Arrays.copyOf(half, Math.min(limit, Math.max(size + kept, 2 * half.length)));
        }
        System.arraycopy(bytes, offset, half, size, kept);
        size += kept;
    }

    private void clear() {
        size = 0;
        cut = 0;
        if (half.length > KEEP) {
            half = new byte[0];
        }
    }
}
