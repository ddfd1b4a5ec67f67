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
 * Reads an {@code events.jsonl} from its first line to its last complete one, with one line in memory at a time. A line
 * that is no event is counted and skipped, so that a damaged file is read as far as possible.
 */
public final class StoredEvents {

    /** Takes one event; a run may have a million of them. */
    @FunctionalInterface
    public interface Sink {
        void event(EventLine event) throws IOException;
    }

    /** Takes one event and the place of its line. */
    @FunctionalInterface
    public interface PlacedSink {
        void event(EventLine event, long offset) throws IOException;
    }

    /**
     * The content of the file besides events.
     *
     * @param badLines complete lines that are no events
     * @param firstBadLine number of the first of them, from 1; 0 when there is none
     * @param tornBytes length of the last line when it has no line end: the writer was killed
     * @param end offset of the byte after the last complete line
     */
    public record Remains(long badLines, long firstBadLine, long tornBytes, long end) {}

    private final PlacedSink sink;
    private long offset;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    private long lines;
    private long badLines;
    private long firstBadLine;

    private StoredEvents(PlacedSink sink, long offset) {
        this.sink = sink;
        this.offset = offset;
    }

    /** Passes every event of the file to the sink; a missing file holds no events. */
    public static Remains read(Path file, Sink sink) throws IOException {
        return readPlaced(file, (event, offset) -> sink.event(event));
    }

    /** As {@link #read(Path, Sink)}, with the offset of each line in the file. */
    public static Remains readPlaced(Path file, PlacedSink sink) throws IOException {
        var reader = new StoredEvents(sink, 0);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            reader.lines(in);
        } catch (NoSuchFileException e) {
            // The run was killed before its first event.
        }
        return new Remains(reader.badLines, reader.firstBadLine, reader.line.size(), reader.offset);
    }

    /**
     * Passes every event of an open file to the sink, in the file's order; the caller closes it.
     *
     * @throws IOException when reading fails or the sink throws it; the sink has received the events before it
     */
    public static Remains read(InputStream in, Sink sink) throws IOException {
        return readPlaced(in, 0, (event, offset) -> sink.event(event));
    }

    /**
     * As {@link #read(InputStream, Sink)}, with the offset of each line in the file.
     *
     * @param from the offset at which the stream begins, the beginning of a line
     */
    public static Remains readPlaced(InputStream in, long from, PlacedSink sink) throws IOException {
        var reader = new StoredEvents(sink, from);
        reader.lines(in);
        return new Remains(reader.badLines, reader.firstBadLine, reader.line.size(), reader.offset);
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
        byte[] json = line.toByteArray();
        long begin = offset;
        offset += json.length + 1;
        line.reset();
        EventLine event = parsed(json);
        if (event != null) {
            sink.event(event, begin);
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
