package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.store.Table;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers finished messages by id, the youngest so many for so long. Trims one or two with every message that
 * finishes, the rest when the queue is idle.
 */
final class History {

    private final Table<Long> finished;
    private final Table<String> ids;
    private final long max;
    private final EmbeddedSettings settings;
    private final Clock clock;
    private long last;

    History(Table<Long> finished, Table<String> ids, EmbeddedSettings settings, Clock clock) {
        this.finished = finished;
        this.ids = ids;
        this.max = settings.historyMax();
        this.settings = settings;
        this.clock = clock;
        this.last = Optional.ofNullable(finished.lastKey()).orElse(0L);
    }

    void finish(String id, StoredStatus status) {
        if (max == 0) {
            ids.remove(id);
            return;
        }
        ids.put(id, status.encode());
        finished.put(++last, Bytes.of(64, out -> {
            out.writeLong(status.since().toEpochMilli());
            Bytes.text(out, id);
        }));
        trim(2);
    }

    /** Forgets at most so many of those that are too old or too many; returns how many. */
    int trim(int most) {
        int trimmed = 0;
        Map.Entry<Long, byte[]> oldest = finished.first();
        while (trimmed < most && oldest != null && isOver(oldest.getValue())) {
            finished.remove(oldest.getKey());
            forget(oldest.getValue());
            trimmed++;
            oldest = finished.first();
        }
        return trimmed;
    }

    /** The youngest ids, youngest first. */
    List<String> youngest(int count) {
        var result = new ArrayList<String>();
        Long newest = finished.lastKey();
        for (long n = newest == null ? 0 : newest; n > 0 && result.size() < count; n--) {
            byte[] value = finished.get(n);
            if (value == null) {
                break;
            }
            result.add(id(value));
        }
        return result;
    }

    private boolean isOver(byte[] value) {
        return finished.size() > max || since(value).isBefore(clock.instant().minus(settings.historyAge()));
    }

    /** The id may have been published again since; then the newer entry keeps it. */
    private void forget(byte[] value) {
        String id = id(value);
        byte[] status = ids.get(id);
        if (status != null && StoredStatus.decode(status).since().equals(since(value))) {
            ids.remove(id);
        }
    }

    private static Instant since(byte[] value) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong());
    }

    private static String id(byte[] value) {
        var in = ByteBuffer.wrap(value);
        in.getLong();
        return Bytes.text(in);
    }
}
