package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/**
 * Hands out what Ansible writes as it arrives: display text, and the callback's record.
 *
 * <p>Not safe for use by several threads.
 */
final class Capture {

    /** A look at the run. */
    @FunctionalInterface
    interface Look {

        /**
         * @param output how much display text has been read with looks
         * @param events how much of the record has been read
         */
        Seen at(long output, long events) throws IOException;
    }

    /** Behind the end of every record. */
    private static final long UNREAD = Long.MAX_VALUE;

    private final Look look;
    private final @CheckForNull OutputQueue queue;
    private final EventAssembler assembler;
    private long output;
    private long events;

    /** @param queue the display text of a run that is not held; null for a held one, whose text is in a file */
    Capture(Look look, @CheckForNull OutputQueue queue, EventAssembler assembler) {
        this.look = look;
        this.queue = queue;
        this.assembler = assembler;
    }

    /**
     * Hands out all that has arrived since the last call; false when nothing has. The text is taken before the record is
     * read: with an event its text is there, too.
     */
    boolean pump() throws IOException {
        byte[] text = queue == null ? new byte[0] : queue.take();
        Seen seen = Seen.NOTHING;
        try {
            seen = look.at(output, events);
        } finally {
            output += seen.output().length;
            events += seen.events().length;
            handOut(queue == null ? seen.output() : text, seen.events());
            events = assembler.isRecordEndless() ? UNREAD : events;
        }
        return text.length > 0 || seen.isNews();
    }

    /**
     * The callback records which Ansible it is before it marks the display text. So that this is known before the first
     * play is shown, the record is handed over first until then.
     */
    private void handOut(byte[] text, byte[] record) {
        if (assembler.isRecording()) {
            handOutText(text);
            assembler.rawEvents(record, 0, record.length);
        } else {
            assembler.rawEvents(record, 0, record.length);
            handOutText(text);
        }
    }

    private void handOutText(byte[] text) {
        if (text.length > 0) {
            assembler.output(text, 0, text.length);
        }
    }

    /** As {@link #pump}, but for text that needs no look: the record is complete or gone. */
    void pumpText() {
        if (queue != null) {
            handOutText(queue.take());
        }
    }

    /** Whether the display text has ended, as it nearly always has when Ansible ends; not known of a held run. */
    boolean isTextComplete() {
        return queue != null && queue.isComplete();
    }

    /** Hands out, after Ansible's end or the loss of its host, what has arrived and the events that were held back. */
    void end() {
        pumpText();
        assembler.end();
    }

    /** Number of events handed out. */
    long events() {
        return assembler.events();
    }
}
