package io.jenkins.plugins.ansibleevents.engine.record;

import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads an {@code events.jsonl} from its first line to its last complete one, one line in memory at a time. A line that is
 * no event is counted and passed over: a damaged file is read as far as it can be.
 */
public final class StoredEvents {

    /** Takes one event; may be asked to do so a million times. */
    @FunctionalInterface
    public interface Sink {
        void event(EventLine event) throws IOException;
    }

    /**
     * What stood in the file besides events.
     *
     * @param badLines complete lines that are no events
     * @param firstBadLine number of the first of them, from 1; 0 when there is none
     * @param tornBytes length of the last line when it has no line end: the writer was killed
     */
    public record Remains(long badLines, long firstBadLine, long tornBytes) {}

    private final Sink sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    private long lines;
    private long badLines;
    private long firstBadLine;

    private StoredEvents(Sink sink) {
        this.sink = sink;
    }

    /** Gives every event of the file to the sink; a missing file holds no events. */
    public static Remains read(Path file, Sink sink) throws IOException {
        var reader = new StoredEvents(sink);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            reader.lines(in);
        } catch (NoSuchFileException e) {
            // A run that was killed before its first event.
        }
        return new Remains(reader.badLines, reader.firstBadLine, reader.line.size());
    }

    /**
     * Gives every event of an open file to the sink, in the file's order; the caller closes it.
     *
     * @throws IOException what reading or the sink throws; the events before it have been given
     */
    public static Remains read(InputStream in, Sink sink) throws IOException {
        var reader = new StoredEvents(sink);
        reader.lines(in);
        return new Remains(reader.badLines, reader.firstBadLine, reader.line.size());
    }

    private void lines(InputStream in) throws IOException {
        byte[] chunk = new byte[1 << 16];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            int start = 0;
            for (int i = 0; i < n; i++) {
                if (chunk[i] == '\n') {
                    line.write(chunk, start, i - start);
                    complete();
                    start = i + 1;
                }
            }
            line.write(chunk, start, n - start);
        }
    }

    private void complete() throws IOException {
        lines++;
        EventLine event = parsed(line.toByteArray());
        line.reset();
        if (event != null) {
            sink.event(event);
        }
    }

    private @edu.umd.cs.findbugs.annotations.CheckForNull EventLine parsed(byte[] json) {
        try {
            return EventLine.parse(json);
        } catch (EventFormatException e) {
            badLines++;
            firstBadLine = firstBadLine == 0 ? lines : firstBadLine;
            return null;
        }
    }
}
