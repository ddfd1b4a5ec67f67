package io.jenkins.plugins.ansibleevents.engine.secret;

/**
 * Finds where escape sequences (a backslash and a character, or backslash, u and four digits) begin and end, so that a
 * mask never covers half of one: the other half would change its meaning or break the JSON around it.
 */
final class Escapes {

    private static final int LONGEST = 6;

    private Escapes() {}

    /** The start of the sequence around {@code at}, or {@code at}; {@code from} is inside none. */
    static int startAround(byte[] text, int from, int at, int end) {
        for (int start = Math.max(from, at - LONGEST + 1); start < at; start++) {
            if (isEscape(text, from, start) && start + length(text, start, end) > at) {
                return start;
            }
        }
        return at;
    }

    /** The end of the sequence around {@code at}, or {@code at}; above {@code end} when it goes on there. */
    static int endAround(byte[] text, int from, int at, int end) {
        int start = startAround(text, from, at, end);
        return start == at ? at : start + length(text, start, end);
    }

    /** Whether an odd number of backslashes ends here: then this one escapes the next character. */
    private static boolean isEscape(byte[] text, int from, int at) {
        int first = at;
        while (first >= from && text[first] == '\\') {
            first--;
        }
        return (at - first & 1) == 1;
    }

    /** Length of the sequence that starts here; of one that is cut off at {@code end}, the longest it may become. */
    private static int length(byte[] text, int start, int end) {
        if (start + 1 >= end) {
            return LONGEST;
        }
        int at = start + 2;
        if (text[start + 1] != 'u') {
            return 2;
        }
        while (at < end && at < start + LONGEST && Character.digit(text[at], 16) >= 0) {
            at++;
        }
        return at == end ? LONGEST : at - start;
    }
}
