package io.jenkins.plugins.ansibleevents.engine.runner;

import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The display text since the callback was loaded that no event has claimed yet. An event claims its text by length and
 * checksum. This finds text in front of it that belongs to no event (a worker's own print, a warning of ssh).
 *
 * <p>Not safe for use by several threads.
 */
final class DisplayLedger {

    /** Most bytes to read for one claim, all tries together: some milliseconds. */
    private static final long SEARCH = 8L << 20;

    private static final int KEEP = 1 << 16;

    private byte[] bytes = new byte[KEEP];
    private int start;
    private int end;

    void append(byte[] text, int offset, int length) {
        makeRoom(length);
        System.arraycopy(text, offset, bytes, end, length);
        end += length;
    }

    int size() {
        return end - start;
    }

    /**
     * The place of the claimed text: 0 when it is next, more when unclaimed lines stand before it, -1 when it is
     * missing.
     */
    int find(RawLine claim) {
        return matches(start, claim) ? 0 : findLater(claim);
    }

    private int findLater(RawLine claim) {
        long budget = SEARCH;
        int at = nextLine(start);
        while (at > 0 && end - at + 1 >= claim.bytes() && budget > 0) {
            if (matches(at - 1, claim)) {
                // The text begins with a line feed, and whoever wrote before it has not ended the line.
                return at - 1 - start;
            }
            if (matches(at, claim)) {
                return at - start;
            }
            budget -= 2L * claim.bytes() + 64L;
            at = nextLine(at);
        }
        return -1;
    }

    /** Removes the next {@code length} bytes and counts their line feeds. */
    int drop(int length) {
        int lines = 0;
        for (int i = start; i < start + length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        skip(length);
        return lines;
    }

    /** Removes the next {@code length} bytes, whose line feeds are known. */
    void skip(int length) {
        start += length;
        if (start == end) {
            start = 0;
            end = 0;
            if (bytes.length > 16 * KEEP) {
                bytes = new byte[KEEP];
            }
        }
    }

    /** Removes the next {@code length} bytes and returns them. */
    byte[] take(int length) {
        byte[] taken = Arrays.copyOfRange(bytes, start, start + length);
        skip(length);
        return taken;
    }

    /** Length of all complete lines. */
    int completeLines() {
        int i = end;
        while (i > start && bytes[i - 1] != '\n') {
            i--;
        }
        return i - start;
    }

    private boolean matches(int at, RawLine claim) {
        if (end - at < claim.bytes()) {
            return false;
        }
        var crc = new CRC32();
        crc.update(bytes, at, claim.bytes());
        return (int) crc.getValue() == claim.crc();
    }

    private int nextLine(int at) {
        for (int i = at; i < end; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private void makeRoom(int length) {
        if (bytes.length - end >= length) {
            return;
        }
        int size = size();
        byte[] target = bytes.length - size >= length && start >= size
                ? bytes
                : new byte[Math.max(2 * bytes.length, size + length)];
        System.arraycopy(bytes, start, target, 0, size);
        bytes = target;
        start = 0;
        end = size;
    }
}
