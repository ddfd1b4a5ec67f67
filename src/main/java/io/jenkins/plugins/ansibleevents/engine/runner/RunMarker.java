package io.jenkins.plugins.ansibleevents.engine.runner;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The mark that our callback writes once into the display text: {@code ESC _ ansible-events:<nonce> ESC \}. From there
 * on every piece of display text belongs to an event. This class finds it in bytes that arrive in pieces, and removes
 * it.
 *
 * <p>Not safe for use by several threads.
 */
final class RunMarker {

    /** Takes display text before and after the mark; the array is valid during the call only. */
    interface Sink {
        void before(byte[] bytes, int offset, int length);

        void found();

        void after(byte[] bytes, int offset, int length);
    }

    private static final byte ESC = 0x1b;

    private final byte[] mark;
    private final Sink sink;
    private byte[] held = new byte[0];
    private boolean found;

    RunMarker(String nonce, Sink sink) {
        this.mark = ("\u001b_ansible-events:" + nonce + "\u001b\\").getBytes(StandardCharsets.US_ASCII);
        this.sink = sink;
    }

    boolean isFound() {
        return found;
    }

    void accept(byte[] bytes, int offset, int length) {
        if (found) {
            sink.after(bytes, offset, length);
            return;
        }
        if (held.length == 0) {
            search(bytes, offset, offset + length);
            return;
        }
        byte[] joined = Arrays.copyOf(held, held.length + length);
        System.arraycopy(bytes, offset, joined, held.length, length);
        held = new byte[0];
        search(joined, 0, joined.length);
    }

    /** Hands out text that looked like the start of the mark and was not. */
    void end() {
        byte[] rest = held;
        held = new byte[0];
        sink.before(rest, 0, rest.length);
    }

    private void search(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == ESC && startsMark(bytes, i, end)) {
                sink.before(bytes, start, i - start);
                hit(bytes, i, end);
                return;
            }
        }
        sink.before(bytes, start, end - start);
    }

    private boolean startsMark(byte[] bytes, int at, int end) {
        int length = Math.min(mark.length, end - at);
        return Arrays.equals(bytes, at, at + length, mark, 0, length);
    }

    private void hit(byte[] bytes, int at, int end) {
        if (end - at < mark.length) {
            held = Arrays.copyOfRange(bytes, at, end);
            return;
        }
        found = true;
        sink.found();
        sink.after(bytes, at + mark.length, end - at - mark.length);
    }
}
