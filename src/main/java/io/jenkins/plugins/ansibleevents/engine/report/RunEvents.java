package io.jenkins.plugins.ansibleevents.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.record.StoredEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a run for reports that read them several times. A short run is read and parsed once and kept. A long
 * one is read from its file each time, so that memory is bounded by {@value #KEPT_BYTES} bytes of events.
 *
 * <p>Not safe for use by several threads.
 */
final class RunEvents {

    /** About 6 000 events of usual size. */
    static final int KEPT_BYTES = 8 << 20;

    private final Path file;
    private final int keptBytes;
    private @CheckForNull List<EventLine> kept;
    private boolean tooMany;

    private RunEvents(Path file, int keptBytes) {
        this.file = file;
        this.keptBytes = keptBytes;
    }

    /** @param file an {@code events.jsonl} that is complete; a missing file holds no events */
    static RunEvents of(Path file) {
        return new RunEvents(file, KEPT_BYTES);
    }

    static RunEvents of(Path file, int keptBytes) {
        return new RunEvents(file, keptBytes);
    }

    /** Passes every event, in order, to the sink. */
    void each(StoredEvents.Sink sink) throws IOException {
        List<EventLine> events = kept;
        if (events == null && !tooMany) {
            events = keepOrPass(sink);
        } else if (events == null) {
            StoredEvents.read(file, sink);
        } else {
            pass(events, sink);
        }
        kept = events;
    }

    /** Reads the file for the first time: keeps the events while it passes them on, until they are too many. */
    private @CheckForNull List<EventLine> keepOrPass(StoredEvents.Sink sink) throws IOException {
        var events = new ArrayList<EventLine>();
        var room = new Object() {
            long left = keptBytes;
        };
        StoredEvents.read(file, event -> {
            room.left -= event.size();
            if (room.left >= 0) {
                events.add(event);
            } else {
                events.clear();
            }
            sink.event(event);
        });
        tooMany = room.left < 0;
        return tooMany ? null : events;
    }

    private static void pass(List<EventLine> events, StoredEvents.Sink sink) throws IOException {
        for (EventLine event : events) {
            sink.event(event);
        }
    }
}
