package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.Table;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which deliveries were published lately. Forgets one or two with every new one, the rest when the queue is idle. */
final class Deliveries {

    private static final int HEX_DIGITS = 16;
    private static final byte[] NOTHING = {};
    private static final Set<MessageState> FINISHED = Set.of(MessageState.DONE, MessageState.DROPPED);

    private final Table<String> deliveries;
    private final Table<String> expiries;
    private final Table<String> ids;
    private final Clock clock;
    private final long max;
    /** Up to here, those that are to be forgotten first belong to open messages. */
    private String passed = "";

    Deliveries(Store store, long max, Clock clock) {
        this.max = max;
        this.ids = store.stringTable("ids");
        this.deliveries = store.stringTable("deliveries");
        this.expiries = store.stringTable("expiries");
        this.clock = clock;
    }

    /** The id that was published for a key within its window. */
    Optional<String> find(String key) {
        byte[] value = deliveries.get(key);
        if (value == null) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(value);
        return in.getLong() < clock.millis() ? Optional.empty() : Optional.of(Bytes.text(in));
    }

    void remember(String key, String id, Duration window) {
        forget(key);
        long until = clock.millis() + window.toMillis();
        deliveries.put(key, Bytes.of(64, out -> {
            out.writeLong(until);
            Bytes.text(out, id);
        }));
        expiries.put(expiry(until, key), NOTHING);
        trim(2);
        forgetTooMany();
    }

    /** Those whose window ends first, but for those whose message is not finished; looks at a few only, every time. */
    private void forgetTooMany() {
        for (int looks = 4; looks > 0 && deliveries.size() > max; looks--) {
            Map.Entry<String, byte[]> next = expiries.higher(passed);
            if (next == null) {
                passed = "";
                return;
            }
            passed = next.getKey();
            String key = passed.substring(HEX_DIGITS);
            if (!isOpen(key)) {
                forget(key);
                expiries.remove(passed);
            }
        }
    }

    private boolean isOpen(String key) {
        byte[] value = deliveries.get(key);
        if (value == null) {
            return false;
        }
        var in = ByteBuffer.wrap(value);
        in.getLong();
        byte[] status = ids.get(Bytes.text(in));
        return status != null && !FINISHED.contains(StoredStatus.decode(status).state());
    }

    void forget(String key) {
        byte[] value = deliveries.remove(key);
        if (value != null) {
            expiries.remove(expiry(ByteBuffer.wrap(value).getLong(), key));
        }
    }

    /** Forgets what was published with one of these ids, so that it is new when it comes again. */
    void forgetAll(Collection<String> ids) {
        var lost = Set.copyOf(ids);
        for (Map.Entry<String, byte[]> one = deliveries.first(); one != null; one = deliveries.higher(one.getKey())) {
            var value = ByteBuffer.wrap(one.getValue());
            String expiry = expiry(value.getLong(), one.getKey());
            if (lost.contains(Bytes.text(value))) {
                forget(one.getKey());
            } else {
                expiries.put(expiry, NOTHING);
            }
        }
    }

    /** Forgets at most so many whose window is over; returns how many. */
    int trim(int most) {
        int trimmed = 0;
        String now = expiry(clock.millis(), "");
        Map.Entry<String, byte[]> oldest = expiries.first();
        while (trimmed < most && oldest != null && oldest.getKey().compareTo(now) < 0) {
            forget(oldest.getKey().substring(HEX_DIGITS));
            expiries.remove(oldest.getKey());
            trimmed++;
            oldest = expiries.first();
        }
        return trimmed;
    }

    private static String expiry(long until, String key) {
        return String.format(Locale.ROOT, "%016x%s", until, key);
    }
}
