package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.BatchRules;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Cursor;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Position;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RunLog;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a run that is on its way to a receiver: from the oldest unsettled message to the last one that was read.
 * It leaves out messages that the filter does not pass, and decides which batches may go out at once.
 *
 * <p>With one batch in flight everything goes out in its order. With several, the messages of one host (and those of no
 * host) keep their order, because they are in one batch at a time. A status waits for everything before it, and
 * everything behind it waits for the status.
 */
final class Window {

    /** Messages to read ahead for each batch in flight, at least, to find other hosts. */
    private static final int AHEAD = 4;

    /** Most JSON to read ahead of several batches, besides their own. */
    private static final long AHEAD_BYTES = 8L << 20;

    /** Most messages that a step reads, so that other runs get their turn when the filter leaves out everything. */
    private static final int READ_AT_ONCE = 1_000;

    private final EmitterSpec spec;
    private final RunLog log;
    private final Cursor cursor;
    private final Deque<Batch.Item> items = new ArrayDeque<>();
    private final List<Batch> formed = new ArrayList<>();
    private Position settled = Position.START;
    private Position end = Position.START;
    private long bytes;
    private boolean atEnd;

    Window(EmitterSpec spec, RunLog log, Cursor cursor) {
        this.spec = spec;
        this.log = log;
        this.cursor = cursor;
    }

    /**
     * The batches to send next; unsettled ones of an earlier call come first. Empty while there is nothing to send or a
     * batch may still grow.
     *
     * @param most how many at once, not more than the emitter's settings say
     */
    List<Batch> next(boolean ended, int most) throws IOException {
        read();
        note();
        if (formed.size() < most) {
            form(ended, most);
        }
        return List.copyOf(formed.subList(0, Math.min(most, formed.size())));
    }

    /** The position up to which all messages are settled without a gap. */
    Position settled() {
        return settled;
    }

    /** Number of messages settled behind {@link #settled}: they are sent again if this process ends now. */
    int ahead() {
        return (int) items.stream().filter(Batch.Item::isSettled).count();
    }

    /** Whether the last read of the run found nothing that is still to be sent. */
    boolean exhausted() {
        return atEnd && items.isEmpty();
    }

    /** Whether there is more to be read at once. */
    boolean canReadOn() {
        return !atEnd && items.isEmpty();
    }

    /** Nanoseconds until a batch has waited long enough for others; 0 for none. */
    long nanosToWait() {
        return items.stream()
                .filter(Batch.Item::isFree)
                .findFirst()
                .map(oldest -> Math.max(0, ripeAt(oldest) - System.nanoTime()))
                .orElse(0L);
    }

    /** Marks a batch as settled, because it was accepted, refused or has expired. */
    void settle(Batch batch) {
        batch.settle();
        formed.remove(batch);
        while (!items.isEmpty() && items.getFirst().isSettled()) {
            Batch.Item first = items.removeFirst();
            settled = first.after();
            bytes -= first.message().json().length;
        }
    }

    /** Makes the messages of a batch go out again, one by one. */
    void split(Batch batch) {
        batch.split();
        formed.remove(batch);
    }

    void restart(Position position) {
        items.clear();
        formed.clear();
        bytes = 0;
        settled = position;
        end = position;
    }

    private boolean inOrder() {
        return spec.inFlight() == 1;
    }

    private void read() throws IOException {
        for (int i = 0; i < READ_AT_ONCE && hasRoom(); i++) {
            RunLog.Entry entry = log.next(end);
            atEnd = entry == null;
            if (entry == null) {
                return;
            }
            take(entry);
        }
    }

    private boolean hasRoom() {
        BatchRules batch = spec.batch();
        if (inOrder()) {
            return items.isEmpty() || items.size() < batch.messages() && bytes < batch.bytes();
        }
        int most = spec.inFlight() * Math.max(AHEAD, batch.messages());
        return items.size() < most && bytes < AHEAD_BYTES + spec.inFlight() * batch.bytes();
    }

    private void take(RunLog.Entry entry) throws IOException {
        EmitterMessage message = entry.message();
        Position start = end;
        end = entry.next();
        if (message == null || !spec.filter().passes(message)) {
            leaveOut();
        } else if (items.isEmpty() && (tooOld(message) || tooMuch())) {
            leaveOut();
            cursor.advance(settled, cursor.tally().plusDropped());
        } else {
            items.add(new Batch.Item(message, start, end));
            bytes += message.json().length;
        }
    }

    private void leaveOut() {
        if (items.isEmpty()) {
            settled = end;
        } else {
            items.getLast().leaveOutUntil(end);
        }
    }

    /** Notes the messages that were left out, so that they are not read again after a restart. */
    private void note() throws IOException {
        if (items.isEmpty() && !settled.equals(cursor.position())) {
            cursor.advance(settled, cursor.tally());
        }
    }

    /** Forms batches of the free messages, as far as hosts and statuses allow. */
    private void form(boolean ended, int most) {
        List<Batch.Item> free = free();
        if (free.isEmpty() || !isRipe(free, ended)) {
            return;
        }
        int wanted = (free.size() - 1) / spec.batch().messages() + 1;
        int room = Math.min(most - formed.size(), wanted);
        Map<String, Batch> ofHost = new HashMap<>();
        List<Batch> fresh = new ArrayList<>();
        Set<String> waiting = new HashSet<>();
        for (Batch.Item item : free) {
            String host = host(item);
            Batch batch = ofHost.containsKey(host) ? ofHost.get(host) : smallest(fresh, item, room);
            if (batch == null || !batch.takes(item) || waiting.contains(host)) {
                waiting.add(host);
            } else {
                batch.add(item);
                ofHost.put(host, batch);
            }
        }
        formed.addAll(fresh);
    }

    /** Starts a new batch as long as there is room for one: several small batches are quicker than a full one. */
    private @CheckForNull Batch smallest(List<Batch> fresh, Batch.Item item, int room) {
        if (fresh.size() < room) {
            var batch = new Batch(spec.batch());
            fresh.add(batch);
            return batch;
        }
        return fresh.stream()
                .filter(batch -> batch.takes(item))
                .min(Comparator.comparingInt(Batch::size))
                .orElse(null);
    }

    /**
     * The messages that may go out now: none of a host that is in a formed batch, and none behind an unsettled status.
     */
    private List<Batch.Item> free() {
        Set<String> busy = new HashSet<>();
        formed.forEach(batch -> batch.items().forEach(item -> busy.add(host(item))));
        var free = new ArrayList<Batch.Item>();
        for (Batch.Item item : items) {
            if (!inOrder() && isStatus(item) && !item.isSettled()) {
                return items.getFirst() == item && item.isFree() ? List.of(item) : free;
            }
            if (item.isFree() && !busy.contains(host(item))) {
                free.add(item);
            }
        }
        return free;
    }

    private boolean isRipe(List<Batch.Item> free, boolean ended) {
        return ended
                || free.size() >= spec.batch().messages()
                || bytes >= spec.batch().bytes()
                || free.get(0).isAlone()
                || isStatus(free.get(0)) && !inOrder()
                || ripeAt(free.get(0)) <= System.nanoTime();
    }

    private long ripeAt(Batch.Item item) {
        return item.readAt() + spec.batch().age().toNanos();
    }

    private static boolean isStatus(Batch.Item item) {
        return item.message().kind() == EmitterMessage.Kind.STATUS;
    }

    /** Where everything goes out in order, all messages count as being of one host. */
    private String host(Batch.Item item) {
        String host = inOrder() ? null : item.message().host();
        return host == null ? "" : host;
    }

    private boolean tooOld(EmitterMessage message) {
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
