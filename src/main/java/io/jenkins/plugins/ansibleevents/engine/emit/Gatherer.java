package io.jenkins.plugins.ansibleevents.engine.emit;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Reads the messages of a run, leaves out what the emitter does not want, and puts batches together. */
final class Gatherer {

    private final EmitterSpec spec;
    private final RunLog log;
    private final Cursor cursor;
    private final List<Message> batch = new ArrayList<>();
    private final List<Position> before = new ArrayList<>();
    private Position end = Position.START;
    private long bytes;
    private long firstAt;
    private boolean atEnd;
    private int singles;

    Gatherer(EmitterSpec spec, RunLog log, Cursor cursor) {
        this.spec = spec;
        this.log = log;
        this.cursor = cursor;
    }

    /**
     * The messages to send next, the same at every call until {@link #next} or {@link #restart}; empty while there is
     * nothing to send or the batch may still grow.
     */
    List<Message> batch(boolean ended) throws IOException {
        while (!full()) {
            RunLog.Entry entry = log.next(end);
            atEnd = entry == null;
            if (entry == null) {
                break;
            }
            take(entry);
        }
        if (batch.isEmpty()) {
            passOver();
        }
        return full() || ended || nanosToWait() == 0 ? batch : List.of();
    }

    /** The position behind the batch. */
    Position end() {
        return end;
    }

    /** The position before a message of the batch. */
    Position before(int index) {
        return before.get(index);
    }

    /** Whether the last look at the run found nothing that is still to be sent. */
    boolean exhausted() {
        return atEnd && batch.isEmpty();
    }

    long nanosToWait() {
        if (batch.isEmpty()) {
            return 0;
        }
        return Math.max(0, firstAt + spec.batch().age().toNanos() - System.nanoTime());
    }

    void next() {
        batch.clear();
        before.clear();
        bytes = 0;
        singles = Math.max(0, singles - 1);
    }

    void restart(Position position) {
        next();
        end = position;
        singles = 0;
    }

    /** Sends the messages of the batch again, one by one. */
    void splitBatch(Position start) {
        int count = batch.size();
        restart(start);
        singles = count;
    }

    private boolean full() {
        if (batch.isEmpty()) {
            return false;
        }
        return singles > 0
                || batch.size() >= spec.batch().messages()
                || bytes >= spec.batch().bytes();
    }

    private void take(RunLog.Entry entry) throws IOException {
        Message message = entry.message();
        Position start = end;
        end = entry.next();
        if (message == null || !spec.filter().passes(message)) {
            return;
        }
        if (batch.isEmpty() && (tooOld(message) || tooMuch())) {
            cursor.advance(end, cursor.tally().plusDropped());
            return;
        }
        if (batch.isEmpty()) {
            firstAt = System.nanoTime();
        }
        batch.add(message);
        before.add(start);
        bytes += message.json().length;
    }

    /** Notes what was left out, so that it is not read again after a restart. */
    private void passOver() throws IOException {
        Position noted = cursor.position();
        if (end.offset() != noted.offset() || end.statuses() != noted.statuses()) {
            cursor.advance(end, cursor.tally());
        }
    }

    private boolean tooOld(Message message) {
        EventLine event = message.event();
        if (spec.spool().maxAge().isZero() || event == null) {
            return false;
        }
        try {
            Instant created = OffsetDateTime.parse(event.head().created()).toInstant();
            return created.plus(spec.spool().maxAge()).isBefore(Instant.now());
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private boolean tooMuch() {
        return spec.spool().maxBytes() > 0
                && log.recordedBytes() - end.offset() > spec.spool().maxBytes();
    }
}
