package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;

/** Appends events to {@code events.jsonl}, one write per event, and counts them. Not for use by several threads. */
final class EventLog implements Closeable {

    /** A buffer that has grown beyond this for one large result is not kept. */
    private static final int KEPT_BUFFER = 1 << 20;

    private final ArtifactFiles.GrowingFile file;
    private final EventTally tally;
    private final long recorded;
    private final IndexLog index;
    private long end;
    private Line line = new Line();
    private long lastSeen;

    /**
     * A log.
     *
     * @param left what the file has already
     * @param end the length of the file
     * @param index has what the file has, and gets each event after its line
     */
    EventLog(ArtifactFiles.GrowingFile file, LeftEvents left, long end, IndexLog index) {
        this.file = file;
        this.end = end;
        this.index = index;
        this.tally = left.tally();
        this.recorded = left.last();
    }

    /**
     * Appends one event, unless the file has it; when that fails the file is as before and the event counts as missing.
     */
    void append(EventLine event) throws IOException {
        if (event.head().counter() <= recorded) {
            return;
        }
        lastSeen = Math.max(lastSeen, event.head().counter());
        line.reset();
        event.writeTo(line);
        line.write('\n');
        file.append(line.bytes(), 0, line.size());
        tally.line(event.head().counter(), line.bytes(), 0, line.size());
        index.event(event, end);
        end += line.size();
        if (line.bytes().length > KEPT_BUFFER) {
            line = new Line();
        }
    }

    /** Returns the count; no event may follow. */
    EventTally finish() {
        tally.gaps().end(lastSeen);
        return tally;
    }

    @Override
    public void close() throws IOException {
        try {
            index.close();
            file.sync();
        } finally {
            file.close();
        }
    }

    /** Gives the write direct access to the bytes, without a copy. */
    private static final class Line extends ByteArrayOutputStream {
        Line() {
            super(4096);
        }

        byte[] bytes() {
            return buf;
        }
    }
}
