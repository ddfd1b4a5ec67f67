package io.jenkins.plugins.ansibleevents.engine.secret;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Finds any of several byte patterns in one pass that reads few of the bytes (Wu and Manber, "A fast algorithm for
 * multi-pattern searching", 1994). A window has the length of the shortest pattern; its last two bytes tell how far it
 * may move without missing a match.
 *
 * <p>Immutable and safe for use by several threads.
 */
final class PatternSet {

    private static final int HASHES = 1 << 13;
    private static final byte[][] NONE = {};

    /** Length of the shortest pattern. */
    private final int window;

    private final int longest;

    /** By hash of the two bytes at the window's end: how far it may move; 0 where a pattern is possible. */
    private final byte[] shift = new byte[HASHES];

    /** By the same hash: the patterns with this end of the window, longest first. */
    private final byte[][][] candidates = new byte[HASHES][][];

    /** By first byte: all patterns that start with it, longest first. */
    private final byte[][][] byFirst = new byte[256][][];

    /** @param patterns each at least two bytes long */
    PatternSet(byte[][] patterns) {
        window = Arrays.stream(patterns).mapToInt(p -> p.length).min().orElse(0);
        longest = Arrays.stream(patterns).mapToInt(p -> p.length).max().orElse(0);
        Arrays.fill(shift, (byte) Math.min(Byte.MAX_VALUE, Math.max(1, window - 1)));
        Arrays.stream(patterns)
                .sorted(Comparator.comparingInt((byte[] p) -> p.length).reversed())
                .forEach(this::add);
    }

    boolean isEmpty() {
        return longest == 0;
    }

    private void add(byte[] pattern) {
        for (int end = 1; end < window; end++) {
            int hash = hash(pattern[end - 1], pattern[end]);
            shift[hash] = (byte) Math.min(shift[hash], window - 1 - end);
        }
        append(candidates, hash(pattern[window - 2], pattern[window - 1]), pattern);
        append(byFirst, pattern[0] & 0xff, pattern);
    }

    private static void append(byte[][][] table, int index, byte[] pattern) {
        byte[][] old = table[index] == null ? NONE : table[index];
        byte[][] grown = Arrays.copyOf(old, old.length + 1);
        grown[old.length] = pattern;
        table[index] = grown;
    }

    private static int hash(byte before, byte last) {
        return (before & 0xff) << 5 ^ last & 0xff;
    }

    /** The first place from {@code from} on where a pattern starts that ends before {@code end}; -1 for none. */
    int find(byte[] text, int from, int end) {
        if (longest == 0) {
            return -1;
        }
        byte[] moves = shift;
        int at = from + window - 1;
        while (at < end) {
            int hash = hash(text[at - 1], text[at]);
            int move = moves[hash];
            if (move > 0) {
                at += move;
            } else if (matchLength(candidates[hash], text, at - window + 1, end) > 0) {
                return at - window + 1;
            } else {
                at++;
            }
        }
        return -1;
    }

    /** Length of the longest pattern at this place that ends before {@code end}; 0 when there is none. */
    int lengthAt(byte[] text, int start, int end) {
        return matchLength(byFirst[text[start] & 0xff], text, start, end);
    }

    private static int matchLength(byte[][] patterns, byte[] text, int start, int end) {
        if (patterns == null) {
            return 0;
        }
        for (byte[] pattern : patterns) {
            int stop = start + pattern.length;
            if (stop <= end && Arrays.equals(text, start, stop, pattern, 0, pattern.length)) {
                return pattern.length;
            }
        }
        return 0;
    }

    /** The first place from {@code from} on where the rest of the text begins a pattern; {@code end} for none. */
    int pendingFrom(byte[] text, int from, int end) {
        for (int start = Math.max(from, end - longest + 1); start < end; start++) {
            byte[][] patterns = byFirst[text[start] & 0xff];
            if (patterns != null && startsLonger(patterns, text, start, end)) {
                return start;
            }
        }
        return end;
    }

    private static boolean startsLonger(byte[][] patterns, byte[] text, int start, int end) {
        int length = end - start;
        for (byte[] pattern : patterns) {
            if (pattern.length <= length) {
                return false; // the longest come first
            }
            if (Arrays.equals(text, start, end, pattern, 0, length)) {
                return true;
            }
        }
        return false;
    }
}
