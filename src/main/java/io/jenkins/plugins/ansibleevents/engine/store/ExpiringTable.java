package io.jenkins.plugins.ansibleevents.engine.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A table of a {@link Store} whose entries expire. {@code NAME} holds key -> expiry (8 bytes, Unix milliseconds, big
 * endian) + value. {@code NAME.ends} holds expiry milliseconds * 2^20 + a number -> key, to find expired entries from
 * the front. {@code NAME.bytes} holds 0 -> the bytes of all keys and entries. All change together; a crash leaves all
 * changes or none.
 *
 * <p>A table may have a {@link Limit}. Above it, the entries that would expire first are removed first, except those
 * that the limit spares.
 *
 * <p>Safe for use by several threads. Not durable before {@link Store#sync()}.
 */
public final class ExpiringTable {

    /** Expired entries that one change removes: more than one, so that the table shrinks; few, so that nobody waits. */
    private static final int PURGE_AT_ONCE = 16;

    private static final int SEQUENCE_BITS = 20;

    private final Store store;
    private final Table<String> entries;
    private final Table<Long> ends;
    private final Table<Long> sizes;
    private final Clock clock;
    private final Limit limit;
    private long sequence;
    private long bytes;
    /** The slot at which the search for entries to remove goes on. */
    private long passed = Long.MIN_VALUE;

    private volatile long forgotten;

    /**
     * The most that a table keeps.
     *
     * @param entries number of entries
     * @param bytes bytes of keys and values
     * @param spared whether the entry of this value is kept even above the limit
     */
    public record Limit(long entries, long bytes, Predicate<byte[]> spared) {

        /** Keeps all entries until they expire. */
        public static final Limit NONE = new Limit(Long.MAX_VALUE, Long.MAX_VALUE, value -> false);
    }

    /** Opens or makes the tables, without a limit. */
    public ExpiringTable(Store store, String name, Clock clock) {
        this(store, name, clock, Limit.NONE);
    }

    /** Opens or makes the tables. */
    public ExpiringTable(Store store, String name, Clock clock, Limit limit) {
        this.store = store;
        this.entries = store.stringTable(name);
        this.ends = store.longTable(name + ".ends");
        this.sizes = store.longTable(name + ".bytes");
        this.clock = clock;
        this.limit = limit;
        byte[] size = sizes.get(0L);
        this.bytes = size == null ? 0 : ByteBuffer.wrap(size).getLong();
    }

    /** Number of entries that the limit has removed since this table was opened. */
    public long forgotten() {
        return forgotten;
    }

    /** Puts an entry, which expires {@code lifetime} from now. */
    public void put(String key, byte[] value, Duration lifetime) throws StoreException {
        putAll(Map.of(key, value), lifetime);
    }

    /** Puts several entries in one atomic change; they expire {@code lifetime} from now. */
    public synchronized void putAll(Map<String, byte[]> values, Duration lifetime) throws StoreException {
        if (values.isEmpty()) {
            return;
        }
        Instant end = clock.instant().plus(lifetime);
        store.change(() -> {
            values.forEach((key, value) -> put(key, value, end));
            noteSize();
        });
        purge(PURGE_AT_ONCE + 2 * values.size());
        forgetTooMuch(PURGE_AT_ONCE + 2 * values.size());
    }

    /** Writes the size only for a table with a limit, because it is a write with every change. */
    private void noteSize() {
        if (limit.bytes == Long.MAX_VALUE) {
            return;
        }
        sizes.put(0L, ByteBuffer.allocate(Long.BYTES).putLong(bytes).array());
    }

    private void forgetTooMuch(int looks) throws StoreException {
        for (int i = 0; i < looks && isTooMuch(); i++) {
            Map.Entry<Long, byte[]> next = ends.higher(passed);
            if (next == null) {
                passed = Long.MIN_VALUE; // the limit spares all entries that are left, or did when it checked them
                return;
            }
            passed = next.getKey();
            store.change(() -> forget(next));
        }
    }

    private boolean isTooMuch() {
        return entries.size() > limit.entries || bytes > limit.bytes;
    }

    private void forget(Map.Entry<Long, byte[]> slot) {
        String key = new String(slot.getValue(), StandardCharsets.UTF_8);
        byte[] framed = entries.get(key);
        if (!isPutOff(slot, framed) && (framed == null || !limit.spared.test(value(framed)))) {
            ends.remove(slot.getKey());
            removeEntry(key);
            forgotten += framed == null ? 0 : 1;
        }
    }

    /** Whether the entry was put again with a later expiry; then its slot moves there. */
    private boolean isPutOff(Map.Entry<Long, byte[]> slot, @CheckForNull byte[] framed) {
        if (framed == null || slot.getKey() >> SEQUENCE_BITS >= end(framed).toEpochMilli()) {
            return false;
        }
        ends.remove(slot.getKey());
        ends.put(freeSlot(end(framed)), slot.getValue());
        return true;
    }

    private void removeEntry(String key) {
        byte[] framed = entries.remove(key);
        if (framed != null) {
            bytes = Math.max(0, bytes - size(key, framed));
            noteSize();
        }
    }

    private static long size(String key, byte[] framed) {
        return key.length() + (long) framed.length;
    }

    private void put(String key, byte[] value, Instant end) {
        byte[] framed = framed(end, value);
        byte[] before = entries.get(key);
        entries.put(key, framed);
        bytes += size(key, framed) - (before == null ? 0 : size(key, before));
        if (before == null) {
            ends.put(freeSlot(end), key.getBytes(StandardCharsets.UTF_8));
        }
    }

    private long freeSlot(Instant end) {
        sequence = (sequence + 1) & ((1L << SEQUENCE_BITS) - 1);
        return (end.toEpochMilli() << SEQUENCE_BITS) | sequence;
    }

    /** The value; empty when there is none or it has expired. */
    public Optional<byte[]> get(String key) {
        byte[] framed = entries.get(key);
        if (framed == null || end(framed).isBefore(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(value(framed));
    }

    /** The keys of entries, those first that were put last; of one that was put again its first time counts. */
    public List<String> newest(int most) {
        var keys = new ArrayList<String>();
        for (Long slot = ends.lastKey(); slot != null && keys.size() < most; slot = ends.lower(slot)) {
            byte[] key = ends.get(slot);
            if (key != null) {
                keys.add(new String(key, StandardCharsets.UTF_8));
            }
        }
        return keys;
    }

    private static byte[] value(byte[] framed) {
        return Arrays.copyOfRange(framed, Long.BYTES, framed.length);
    }

    /** Removes an entry before it expires. */
    public synchronized void remove(String key) throws StoreException {
        store.change(() -> {
            byte[] framed = entries.get(key);
            if (framed != null) {
                removeSlot(key, end(framed));
                removeEntry(key);
            }
        });
    }

    /**
     * Removes the slot of an entry. One that was put again with a later expiry has an older slot, which goes in its own
     * time.
     */
    private void removeSlot(String key, Instant end) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        Map.Entry<Long, byte[]> slot = ends.ceiling(end.toEpochMilli() << SEQUENCE_BITS);
        while (slot != null && slot.getKey() >> SEQUENCE_BITS == end.toEpochMilli()) {
            if (Arrays.equals(slot.getValue(), wanted)) {
                ends.remove(slot.getKey());
                return;
            }
            slot = ends.higher(slot.getKey());
        }
    }

    /** Removes expired entries. */
    public synchronized void purge(int most) throws StoreException {
        for (int i = 0; i < most; i++) {
            Map.Entry<Long, byte[]> first = ends.first();
            if (first == null || first.getKey() >> SEQUENCE_BITS > clock.millis()) {
                return;
            }
            store.change(() -> end(first));
        }
    }

    /**
     * Makes the tables consistent after some of their entries could not be read.
     *
     * @param gone whether the entry of this value is removed
     */
    public synchronized void putInOrder(Predicate<byte[]> gone) throws StoreException {
        for (Map.Entry<Long, byte[]> slot = ends.first(); slot != null; slot = ends.first()) {
            ends.remove(slot.getKey());
        }
        bytes = 0;
        for (Map.Entry<String, byte[]> each = entries.first(); each != null; each = entries.higher(each.getKey())) {
            String key = each.getKey();
            if (gone.test(value(each.getValue()))) {
                entries.remove(key);
            } else {
                bytes += size(key, each.getValue());
                ends.put(freeSlot(end(each.getValue())), key.getBytes(StandardCharsets.UTF_8));
            }
        }
        store.change(this::noteSize);
    }

    private void end(Map.Entry<Long, byte[]> slot) {
        String key = new String(slot.getValue(), StandardCharsets.UTF_8);
        if (!isPutOff(slot, entries.get(key))) {
            ends.remove(slot.getKey());
            removeEntry(key);
        }
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
