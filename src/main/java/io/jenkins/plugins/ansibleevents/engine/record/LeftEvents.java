package io.jenkins.plugins.ansibleevents.engine.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * The events that a recorder has left which is gone.
 *
 * @param tally counts them
 * @param last the counter of the last one; 0 when there is none
 * @param cutBytes the length of half an event at the end, which is no longer there
 */
record LeftEvents(EventTally tally, long last, long cutBytes) {

    /**
     * Reads them, and cuts off half an event at the end of the file. A missing file becomes an empty one.
     *
     * @param index a new one, which gets each event
     * @param sink gets each event
     */
    static LeftEvents read(RunDirectory run, IndexLog index, StoredEvents.Sink sink) throws IOException {
        var tally = new EventTally();
        var last = new long[1];
        StoredEvents.Remains remains = StoredEvents.readPlaced(run.events(), (event, offset) -> {
            byte[] line = (event.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
            sink.event(event);
            index.event(event, offset);
            tally.line(event.head().counter(), line, 0, line.length);
            last[0] = Math.max(last[0], event.head().counter());
        });
        if (remains.tornBytes() > 0) {
            cut(run, remains.tornBytes());
        }
        if (!Files.exists(run.events())) {
            ArtifactFiles.real().replace(run.events(), out -> out.write(new byte[0]));
        }
        return new LeftEvents(tally, last[0], remains.tornBytes());
    }

    private static void cut(RunDirectory run, long bytes) throws IOException {
        try (var file = FileChannel.open(run.events(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - bytes);
            file.force(true);
        }
    }
}
