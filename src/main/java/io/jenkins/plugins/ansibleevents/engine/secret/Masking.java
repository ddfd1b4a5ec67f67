package io.jenkins.plugins.ansibleevents.engine.secret;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Copies bytes with every pattern masked. Patterns that overlap share one mask; a mask covers the whole of an escape
 * sequence in which a pattern begins or ends.
 */
final class Masking {

    private static final byte[] MASK = Secret.MASK.getBytes(StandardCharsets.US_ASCII);

    private final PatternSet patterns;

    Masking(PatternSet patterns) {
        this.patterns = patterns;
    }

    /**
     * Copies the bytes whose masks are certain.
     *
     * @param from where to begin; no pattern and no escape sequence crosses this place
     * @param last whether nothing follows after {@code end}
     * @return the end of the copied bytes, because the rest may become part of a pattern; {@code end} when last
     */
    int copy(byte[] text, int from, int end, boolean last, OutputStream target) throws IOException {
        int certain = last ? end : certainUntil(text, from, end);
        int done = from;
        int at = patterns.find(text, from, end);
        while (at >= 0 && at < certain) {
            int start = Escapes.startAround(text, done, at, end);
            int stop = Math.max(stopOf(text, at, end), start);
            stop = Escapes.endAround(text, done, stop, end);
            if (last) {
                stop = Math.min(stop, end);
            } else if (stop > certain) {
                certain = start;
                break;
            }
            target.write(text, done, start - done);
            target.write(MASK);
            done = stop;
            at = patterns.find(text, done, end);
        }
        if (done < certain) {
            target.write(text, done, certain - done);
        }
        return Math.max(done, certain);
    }

    private int certainUntil(byte[] text, int from, int end) {
        int pending = patterns.pendingFrom(text, from, end);
        return Escapes.startAround(text, from, pending, end);
    }

    /** The end of the patterns that start here, and of those that overlap with them. */
    private int stopOf(byte[] text, int at, int end) {
        int stop = at;
        for (int start = at; start == at || start < stop; start++) {
            stop = Math.max(stop, start + patterns.lengthAt(text, start, end));
        }
        return stop;
    }
}
