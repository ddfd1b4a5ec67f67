package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.MessageFilter;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.logging.Logger;

/**
 * The messages of a run in their order: its recorded events with its statuses between them. It reads
 * {@code events.jsonl} itself, also while the run goes on. So an emitter sends exactly the recorded events, and needs
 * no second copy of them however far it is behind. Used by one thread at a time.
 */
public final class RunLog implements Closeable {

    private static final Logger LOGGER = Logger.getLogger(RunLog.class.getName());

    /**
     * A message and the position behind it.
     *
     * @param message null for a line that is no event; such a line is skipped
     */
    public record Entry(@CheckForNull EmitterMessage message, Position next) {}

    private final String ident;
    private final SpooledEvents files;
    private final StatusLog statuses;
    private final BooleanSupplier ended;
    private @CheckForNull LineReader events;

    RunLog(String ident, SpooledEvents files, StatusLog statuses, BooleanSupplier ended) {
        this.ident = ident;
        this.files = files;
        this.statuses = statuses;
        this.ended = ended;
    }

    /** The next message, or null when there is none (yet). */
    @CheckForNull
    public Entry next(Position position) throws IOException {
        // This question comes first: the read below finds an event that is recorded in the meantime.
        boolean complete = ended.getAsBoolean();
        byte[] line = eventLine(position.offset());
        // This question comes after the read: a status that precedes this event is there by now.
        StatusLog.Entry status = statuses.get(position.statuses());
        if (status != null && status.after() <= position.counter()) {
            return statusEntry(position, status);
        }
        if (line != null) {
            return eventEntry(position, line);
        }
        // An event that could not be recorded (disk full) is missing; the statuses after it are there.
        return complete && status != null ? statusEntry(position, status) : null;
    }

    private Entry statusEntry(Position position, StatusLog.Entry status) {
        int place = position.statuses() + 1;
        return new Entry(EmitterMessage.ofStatus(ident, place, status.status(), status.json()), position.afterStatus());
    }

    private Entry eventEntry(Position position, byte[] line) {
        long nextOffset = position.offset() + line.length + 1;
        try {
            EventLine event = EventLine.parse(line);
            return new Entry(
                    EmitterMessage.ofEvent(ident, event),
                    position.afterEvent(nextOffset, event.head().counter()));
        } catch (EventFormatException e) {
            LOGGER.warning(() ->
                    files.events() + ": no event at byte " + position.offset() + ", passed over: " + e.getMessage());
            return new Entry(null, position.afterEvent(nextOffset, position.counter()));
        }
    }

    private @CheckForNull byte[] eventLine(long offset) throws IOException {
        if (events == null) {
            Path file = files.events();
            if (!Files.exists(file)) {
                return null;
            }
            events = new LineReader(file);
        }
        return events.lineAt(offset);
    }

    /** Counts the messages behind a position that a filter passes; reads them all. */
    public long countAfter(Position position, MessageFilter filter) throws IOException {
        if (filter.passesAll()) {
            return countLinesAfter(position);
        }
        long count = 0;
        for (Entry entry = next(position); entry != null; entry = next(entry.next())) {
            count += entry.message() != null && filter.passes(entry.message()) ? 1 : 0;
        }
        return count;
    }

    private long countLinesAfter(Position position) throws IOException {
        long count = statuses.size() - position.statuses();
        long offset = position.offset();
        for (byte[] line = eventLine(offset); line != null; line = eventLine(offset)) {
            offset += line.length + 1;
            count++;
        }
        return count;
    }

    /** Bytes of events that are recorded so far. */
    public long recordedBytes() {
        return files.events().toFile().length();
    }

    /**
     * The position a number of messages before another one; reads from the beginning, so it is for rare use.
     *
     * @param counts which messages count
     */
    public Position back(Position position, int count, Predicate<EmitterMessage> counts) throws IOException {
        var last = new ArrayDeque<Position>();
        Position at = Position.START;
        while (before(at, position)) {
            Entry entry = next(at);
            if (entry == null) {
                break;
            }
            if (entry.message() != null && counts.test(entry.message())) {
                last.addLast(at);
            }
            if (last.size() > count) {
                last.removeFirst();
            }
            at = entry.next();
        }
        return last.isEmpty() ? position : last.getFirst();
    }

    private static boolean before(Position one, Position other) {
        return one.offset() < other.offset() || one.statuses() < other.statuses();
    }

    @Override
    public void close() throws IOException {
        if (events != null) {
            events.close();
        }
    }
}
