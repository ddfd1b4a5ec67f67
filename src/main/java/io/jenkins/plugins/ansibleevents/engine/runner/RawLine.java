package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import java.util.Arrays;

/**
 * A line of the file that our callback writes; {@code ansible_events.py} holds its grammar.
 *
 * @param kind {@code A} about this Ansible, {@code E} event, {@code S} text of an event that is not recorded, {@code P}
 *     text of no event, {@code T} progress of the run ({@link Progress}), {@code W} a warning or error
 *     ({@link Remark}), {@code N} note
 * @param sequence number of the line in its file, from 1
 * @param newlines line feeds in the display text
 * @param bytes length of the display text
 * @param crc CRC-32 of the display text
 * @param json the line's JSON object
 */
record RawLine(char kind, long sequence, int newlines, int bytes, int crc, byte[] json) {

    /** Reads a line, without its LF. */
    static RawLine parse(byte[] line, int offset, int length) throws EventFormatException {
        return new Reader(line, offset, offset + length).read();
    }

    private static final class Reader {

        private final byte[] line;
        private final int end;
        private int at;

        Reader(byte[] line, int offset, int end) {
            this.line = line;
            this.at = offset;
            this.end = end;
        }

        RawLine read() throws EventFormatException {
            if (end - at < 2 || "AESPTNW".indexOf(line[at]) < 0 || line[at + 1] != ' ') {
                throw broken();
            }
            char kind = (char) line[at];
            at += 2;
            long sequence = number();
            long newlines = number();
            long bytes = number();
            long crc = number();
            if (at >= end || line[at] != '{' || line[end - 1] != '}') {
                throw broken();
            }
            return new RawLine(
                    kind, sequence, (int) newlines, (int) bytes, (int) crc, Arrays.copyOfRange(line, at, end));
        }

        private long number() throws EventFormatException {
            long value = 0;
            int start = at;
            while (at < end && line[at] >= '0' && line[at] <= '9' && at - start < 18) {
                value = 10 * value + line[at++] - '0';
            }
            if (at == start || at >= end || line[at++] != ' ') {
                throw broken();
            }
            return value;
        }

        private static EventFormatException broken() {
            return new EventFormatException("not a line of the callback's record");
        }
    }
}
