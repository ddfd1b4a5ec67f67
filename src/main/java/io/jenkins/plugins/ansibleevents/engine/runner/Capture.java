package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the output of Ansible as it arrives: display text from the queue, the callback's record from its file.
 *
 * <p>Not safe for use by several threads.
 */
final class Capture {

    private static final Logger LOGGER = Logger.getLogger(Capture.class.getName());

    private static final int BUFFER = 256 << 10;

    private final RunHost host;
    private final String rawEvents;
    private final DisplayText output;
    private final EventAssembler assembler;
    private final byte[] buffer = new byte[BUFFER];
    private long offset;

    Capture(RunHost host, String rawEvents, DisplayText output, EventAssembler assembler) {
        this.host = host;
        this.rawEvents = rawEvents;
        this.output = output;
        this.assembler = assembler;
    }

    /** Reads all that has arrived since the last call; false when nothing has. */
    boolean pump() throws IOException {
        return assembler.isRecording() ? pumpText() | pumpRecord() : pumpStart();
    }

    /**
     * The callback records which Ansible it is before it marks the display text. So that this is known before the first
     * play is shown, the record is handed over first, although it is read after the text.
     */
    private boolean pumpStart() throws IOException {
        byte[] text = output.take();
        try {
            return pumpRecord() | text.length > 0;
        } finally {
            assembler.output(text, 0, text.length);
        }
    }

    private boolean pumpRecord() throws IOException {
        int length = Math.max(0, host.read(rawEvents, offset, buffer));
        if (length > 0) {
            offset += length;
            assembler.rawEvents(buffer, 0, length);
        }
        return length > 0;
    }

    /** As {@link #pump}, but for the display text only: the record is complete or gone. */
    boolean pumpText() throws IOException {
        byte[] text = output.take();
        if (text.length > 0) {
            assembler.output(text, 0, text.length);
        }
        return text.length > 0;
    }

    /** Whether the display text has ended, as it nearly always has when Ansible ends. */
    boolean isTextComplete() {
        return output.isComplete();
    }

    /** Waits this time, or until the display text ends. */
    void awaitEndOfText(Duration longest) {
        output.awaitEnd(longest);
    }

    /** Hands out, after Ansible's end or the loss of its host, what has arrived and the events that were held back. */
    void end() {
        try {
            pumpText();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "text that waits on a lost host cannot be read", e);
        }
        assembler.end();
    }

    /** Number of events handed out. */
    long events() {
        return assembler.events();
    }
}
