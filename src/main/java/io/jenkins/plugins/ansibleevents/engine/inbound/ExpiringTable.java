package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import io.jenkins.plugins.ansibleevents.engine.store.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A table of a {@link Store} whose entries end: {@code NAME} holds key -> expiry (8 bytes, Unix milliseconds, big endian)
 * + value, {@code NAME.ends} holds expiry milliseconds * 2^20 + a number -> key, so that what is over is found from the
 * front. Both change together; a crash leaves both or neither.
 *
 * <p>Safe for use by several threads. Not durable before {@link Store#sync()}.
 */
public final class ExpiringTable {

    /** Work done by one change for entries that are over: more than one, so the table shrinks; few, so nobody waits. */
    private static final int PURGE_AT_ONCE = 16;

    private static final int SEQUENCE_BITS = 20;

    private final Store store;
    private final Table<String> entries;
    private final Table<Long> ends;
    private final Clock clock;
    private long sequence;

    /** Opens or makes the two tables. */
    public ExpiringTable(Store store, String name, Clock clock) {
        this.store = store;
        this.entries = store.stringTable(name);
        this.ends = store.longTable(name + ".ends");
        this.clock = clock;
    }

    /** Puts; the entry ends {@code lifetime} from now. */
    public void put(String key, byte[] value, Duration lifetime) throws StoreException {
        putAll(Map.of(key, value), lifetime);
    }

    /** Puts several in one atomic change; they end {@code lifetime} from now. */
    public synchronized void putAll(Map<String, byte[]> values, Duration lifetime) throws StoreException {
        if (values.isEmpty()) {
            return;
        }
        Instant end = clock.instant().plus(lifetime);
        store.change(() -> values.forEach((key, value) -> put(key, value, end)));
        purge(PURGE_AT_ONCE + 2 * values.size());
    }

    private void put(String key, byte[] value, Instant end) {
        byte[] before = entries.get(key);
        entries.put(key, framed(end, value));
        if (before == null) {
            ends.put(freeSlot(end), key.getBytes(StandardCharsets.UTF_8));
        }
    }

    private long freeSlot(Instant end) {
        sequence = (sequence + 1) & ((1L << SEQUENCE_BITS) - 1);
        return (end.toEpochMilli() << SEQUENCE_BITS) | sequence;
    }

    /** The value; empty when there is none or its time is over. */
    public Optional<byte[]> get(String key) {
        byte[] framed = entries.get(key);
        if (framed == null || end(framed).isBefore(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOfRange(framed, Long.BYTES, framed.length));
    }

    /** Removes before the time. */
    public synchronized void remove(String key) throws StoreException {
        // Its slot among the ends goes when its time comes.
        store.change(() -> entries.remove(key));
    }

    private void purge(int most) throws StoreException {
        for (int i = 0; i < most; i++) {
            Map.Entry<Long, byte[]> first = ends.first();
            if (first == null || first.getKey() >> SEQUENCE_BITS > clock.millis()) {
                return;
            }
            store.change(() -> end(first));
        }
    }

    private void end(Map.Entry<Long, byte[]> slot) {
        String key = new String(slot.getValue(), StandardCharsets.UTF_8);
        ends.remove(slot.getKey());
        byte[] framed = entries.get(key);
        if (framed == null) {
            return;
        }
        Instant end = end(framed);
        if (end.isAfter(clock.instant())) {
            // Was put again with a later end: wait for that one.
            ends.put(freeSlot(end), slot.getValue());
            return;
        }
        entries.remove(key);
    }

    private static byte[] framed(Instant end, byte[] value) {
        return ByteBuffer.allocate(Long.BYTES + value.length)
                .putLong(end.toEpochMilli())
                .put(value)
                .array();
    }

    private static Instant end(byte[] framed) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(framed).getLong());
    }
}
