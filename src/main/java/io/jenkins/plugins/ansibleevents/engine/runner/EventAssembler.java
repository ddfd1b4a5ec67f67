package io.jenkins.plugins.ansibleevents.engine.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Joins the two outputs of Ansible: its display text (stdout and stderr in one stream) and the record of our callback.
 * Both arrive in pieces, cut anywhere; neither has to be ahead of the other.
 *
 * <p>Passes to the listener, in the order of the run: display text without our mark and redacted; events with counter
 * (dense from 1), lines of the display text and ident, redacted; which Ansible it is; notices for the operator. Text
 * that no event claims (all of it, when Ansible ended before it loaded a callback) becomes {@code verbose} events line
 * by line, as in ansible-runner. An event is held back until its display text has arrived, so that every line number is
 * true.
 *
 * <p>Memory is bounded by the lead of one side over the other, at most {@value #MAX_TEXT} bytes of text, as many of
 * events, and {@value #MAX_PENDING} events. Beyond that lines are numbered by the record alone, and a notice says so. A
 * line of text that no event claims is cut at {@value #MAX_LINE} bytes in its event, and a notice says so, too. Not
 * safe for use by several threads.
 */
public final class EventAssembler {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final int MAX_TEXT = 64 << 20;
    static final int MAX_PENDING = 10_000;
    static final int MAX_LINE = 1 << 20;

    private final Redactor redactor;
    private final CaptureOptions options;
    private final RunListener listener;
    private final RedactedDisplay display;
    private final RunMarker marker;
    private final LineTail prologue;
    private final EarlyRemarks earlyRemarks;
    private final RecordReader record;
    private final EventNumberer numberer;
    private final DisplayLedger ledger = new DisplayLedger();
    private final Deque<RawLine> pending = new ArrayDeque<>();
    private long pendingBytes;
    private long notEvents;
    private long cutLines;
    private boolean textGivenUp;

    /**
     * An assembler for one run.
     *
     * @param ident the run's ident, for {@code runner_ident}
     * @param nonce of {@link CallbackPlugin#nonce()}
     * @param listener notified of everything, by the thread that calls this object's methods
     */
    public EventAssembler(String ident, Redactor redactor, CaptureOptions options, String nonce, RunListener listener) {
        this(ident, redactor, options, nonce, listener, InstantSource.system());
    }

    EventAssembler(
            String ident,
            Redactor redactor,
            CaptureOptions options,
            String nonce,
            RunListener listener,
            InstantSource clock) {
        this.redactor = redactor;
        this.options = options;
        this.listener = listener;
        this.display = new RedactedDisplay(redactor, listener);
        this.marker = new RunMarker(nonce, new Parts());
        this.prologue = new LineTail(MAX_LINE, this::early);
        this.earlyRemarks = new EarlyRemarks(this::remark);
        this.record = new RecordReader(this::accept, this::notice);
        this.numberer = new EventNumberer(ident, redactor, options, clock, listener::event);
    }

    /** Takes output of Ansible to stdout and stderr. */
    public void output(byte[] bytes, int offset, int length) {
        marker.accept(bytes, offset, length);
        display.flush();
    }

    /** Takes lines that the callback has appended to {@link CallbackPlugin#rawEvents()}. */
    public void rawEvents(byte[] bytes, int offset, int length) {
        record.accept(bytes, offset, length);
        drain();
    }

    /** Hands out everything that was held back, because both sides are complete. No other call may follow. */
    public void end() {
        marker.end();
        record.end();
        drain();
        finish();
        display.end();
        if (cutLines > 0) {
            notice(cutLines + " line(s) of output are cut at " + MAX_LINE
                    + " bytes in their events; stdout has them whole");
        }
    }

    /** Whether the record cannot be read any further. */
    boolean isRecordEndless() {
        return record.isEndless();
    }

    /** Whether the callback has been loaded; false at the end means that Ansible failed before it ran anything. */
    public boolean isRecording() {
        return marker.isFound();
    }

    /** Number of events handed out so far, which is the last counter. */
    public long events() {
        return numberer.counter();
    }

    /** Lines of the record known to be lost (disk full, callback killed while writing). */
    public long lostLines() {
        return record.lost() + notEvents;
    }

    private void accept(RawLine line) throws EventFormatException {
        switch (line.kind()) {
            case 'A' -> listener.ansible(AnsibleInfo.fromJson(redactor.redact(line.json())));
            case 'N' -> notice(noteIn(line));
            default -> {
                pending.add(line);
                pendingBytes += line.json().length;
            }
        }
    }

    /** The text of a note of our callback for the operator: {@code {"message": "..."}}. */
    private static String noteIn(RawLine line) {
        try {
            return JSON.readTree(line.json()).path("message").asText();
        } catch (IOException e) {
            return "a note of the callback is damaged";
        }
    }

    /** Hands out the events whose display text has arrived. */
    private void drain() {
        if (!marker.isFound()) {
            return;
        }
        while (!pending.isEmpty() && place(pending.peek())) {
            emit(next());
        }
        if (pending.size() > MAX_PENDING || pendingBytes > MAX_TEXT || ledger.size() > MAX_TEXT) {
            giveUpText();
        }
    }

    /** Finds the text of the next event; false when that needs more input. */
    private boolean place(RawLine next) {
        if (textGivenUp || next.bytes() == 0) {
            return true;
        }
        if (ledger.size() < next.bytes()) {
            return false;
        }
        int at = ledger.find(next);
        if (at >= 0) {
            unclaimed(at);
            if (next.kind() == 'P') {
                unclaimed(next.bytes());
            } else {
                ledger.skip(next.bytes());
            }
            return true;
        }
        return resynchronise();
    }

    /**
     * Handles text of somebody else within the next event's text. If the text of a later event stands in the stream,
     * everything before it belongs to the events before that one.
     */
    private boolean resynchronise() {
        Iterator<RawLine> later = pending.iterator();
        int mixed = 0;
        while (later.hasNext()) {
            RawLine line = later.next();
            int at = mixed > 0 && line.bytes() > 0 && ledger.size() >= line.bytes() ? ledger.find(line) : -1;
            if (at > 0) {
                int continueAt = numberer.line() + ledger.drop(at);
                emitMixed(mixed);
                numberer.continueAt(continueAt);
                return !pending.isEmpty() && place(pending.peek());
            }
            mixed++;
            if (mixed > 64) {
                return false;
            }
        }
        return false;
    }

    private void emitMixed(int count) {
        for (int i = 0; i < count; i++) {
            emit(next());
        }
    }

    private RawLine next() {
        RawLine line = pending.remove();
        pendingBytes -= line.json().length;
        return line;
    }

    private void emit(RawLine line) {
        switch (line.kind()) {
            case 'P' -> {
                // The events of this text were made from the display text itself.
            }
            case 'S' -> numberer.skip(line.newlines());
            case 'T' -> progress(line);
            case 'W' -> remark(line);
            default -> event(line);
        }
    }

    private void event(RawLine line) {
        try {
            numberer.event(line.json(), line.newlines());
        } catch (EventFormatException e) {
            notEvents++;
            notice("line " + line.sequence() + " of the record is no event: " + e.getMessage());
        }
    }

    private void progress(RawLine line) {
        try {
            listener.progress(Progress.fromJson(line.json()));
        } catch (EventFormatException e) {
            notice("line " + line.sequence() + " of the record is damaged: " + e.getMessage());
        }
    }

    private void remark(RawLine line) {
        try {
            remark(Remark.fromJson(line.json()));
        } catch (EventFormatException e) {
            notice("line " + line.sequence() + " of the record is damaged: " + e.getMessage());
        }
    }

    private void remark(Remark remark) {
        listener.remark(new Remark(remark.kind(), redactor.redact(remark.text()), remark.own()));
    }

    private void giveUpText() {
        if (!textGivenUp) {
            notice("display text and events have lost each other: line numbers are approximate from event "
                    + (numberer.counter() + 1) + " on");
        }
        textGivenUp = true;
        ledger.skip(ledger.size());
        emitMixed(pending.size());
    }

    private void finish() {
        if (!marker.isFound()) {
            endOfPrologue();
        } else if (!pending.isEmpty()) {
            giveUpText();
        } else if (!textGivenUp) {
            unclaimed(ledger.size());
        }
        if (!pending.isEmpty()) {
            emitMixed(pending.size());
        }
    }

    private void endOfPrologue() {
        LineTail.Rest halfLine = prologue.end();
        rest(halfLine);
        earlyRemarks.line(new String(halfLine.bytes(), StandardCharsets.UTF_8));
        earlyRemarks.end();
    }

    private void rest(LineTail.Rest halfLine) {
        if (halfLine.bytes().length > 0) {
            plain(halfLine.bytes(), 0, halfLine.bytes().length, halfLine.cut(), 0);
        }
    }

    /** Makes events of text that no event claims. */
    private void unclaimed(int length) {
        if (length == 0) {
            return;
        }
        byte[] text = ledger.take(length);
        var lines = new LineTail(MAX_LINE, this::plainLine);
        lines.accept(text, 0, length);
        rest(lines.end());
    }

    /** Handles a line from before our callback was loaded. */
    private void early(byte[] bytes, int offset, int length, long cut) {
        plainLine(bytes, offset, length, cut);
        earlyRemarks.line(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    private void plainLine(byte[] bytes, int offset, int length, long cut) {
        plain(bytes, offset, length, cut, 1);
    }

    private void plain(byte[] bytes, int offset, int length, long cut, int newlines) {
        cutLines += cut > 0 ? 1 : 0;
        if (options.records(EventType.VERBOSE)) {
            numberer.plain(bytes, offset, length, newlines);
        } else {
            numberer.skip(newlines);
        }
    }

    private void notice(String message) {
        listener.notice(redactor.redact(message));
    }

    /** Display text before and after our mark. */
    private final class Parts implements RunMarker.Sink {

        @Override
        public void before(byte[] bytes, int offset, int length) {
            display.show(bytes, offset, length);
            prologue.accept(bytes, offset, length);
        }

        @Override
        public void found() {
            endOfPrologue();
            drain();
        }

        @Override
        public void after(byte[] bytes, int offset, int length) {
            display.show(bytes, offset, length);
            if (!textGivenUp) {
                ledger.append(bytes, offset, length);
            }
            drain();
        }
    }
}
