package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import java.util.function.Consumer;

/**
 * Reads the record of our callback while it grows: makes lines of its bytes, cut anywhere, and reports lines that are
 * damaged or missing.
 *
 * <p>Not safe for use by several threads.
 */
final class RecordReader {

    /** Takes one line. */
    @FunctionalInterface
    interface Sink {

        /**
         * @throws EventFormatException when the line's JSON does not fit its kind; the line is then reported as damaged
         */
        void line(RawLine line) throws EventFormatException;
    }

    /**
     * Far longer than usual lines: the callback limits results, and only a task that displays that much text comes
     * near. In bytes; a line takes several times its length of memory while it is read.
     */
    static final int MAX_LINE = 64 << 20;

    /** A playbook can make the file as long as it likes, with a hole of terabytes in it that costs no space. */
    static final long MOST_SKIPPED = 1L << 30;

    private final Sink sink;
    private final Consumer<String> notices;
    private final LineTail tail = new LineTail(MAX_LINE, this::line);
    private long lastSequence;
    private long lost;

    /**
     * A reader at the start of the record.
     *
     * @param notices takes one sentence for each damaged or missing part
     */
    RecordReader(Sink sink, Consumer<String> notices) {
        this.sink = sink;
        this.notices = notices;
    }

    /** Takes bytes that the callback has appended. */
    void accept(byte[] bytes, int offset, int length) {
        tail.accept(bytes, offset, length);
    }

    /** Whether a line goes on for so long that nothing else is to be expected. */
    boolean isEndless() {
        return tail.cut() > MOST_SKIPPED;
    }

    /** Marks the record as complete; a line without its end is lost. */
    void end() {
        LineTail.Rest torn = tail.end();
        if (torn.bytes().length > 0) {
            lost++;
            notices.accept("the last line of the record is incomplete (" + (torn.bytes().length + torn.cut())
                    + " bytes): the callback was stopped, or the disk of its private directory is full");
        }
    }

    /** Lines known to be lost: missing numbers, lines that are too long, and a torn end. */
    long lost() {
        return lost;
    }

    private void line(byte[] bytes, int offset, int length, long cut) {
        if (length == 0) {
            return;
        }
        if (cut > 0) {
            lost++;
            lastSequence++;
            notices.accept("line " + lastSequence + " of the record is left out: it has " + (length + cut)
                    + " bytes, more than " + MAX_LINE);
            return;
        }
        try {
            RawLine line = RawLine.parse(bytes, offset, length);
            checkSequence(line);
            sink.line(line);
        } catch (EventFormatException e) {
            notices.accept("a line of the record is damaged (" + length + " bytes): " + e.getMessage());
        }
    }

    private void checkSequence(RawLine line) {
        long missing = line.sequence() - lastSequence - 1;
        if (missing > 0) {
            lost += missing;
            notices.accept(missing + " line(s) of the record are lost before line " + line.sequence());
        }
        lastSequence = line.sequence();
    }
}
