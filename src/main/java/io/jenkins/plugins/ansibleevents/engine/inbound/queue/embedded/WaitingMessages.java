package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Puts messages that are on disk into the book, in their order and as long as there is room: of a long queue, only the
 * oldest messages are in memory.
 *
 * <p>Safe for use by several threads.
 */
final class WaitingMessages {

    /** References to waiting messages in memory, about 200 bytes each: 20 MB. The others wait in the file. */
    private static final int MOST_IN_MEMORY = 100_000;

    private final QueueTables tables;
    private final LeaseBook<StoredMessage.Head> book;
    private final Clock clock;
    /** Messages up to here are on disk. */
    private volatile long durable;
    /** Messages up to here are in the book; guarded by this. */
    private long loaded;

    WaitingMessages(QueueTables tables, LeaseBook<StoredMessage.Head> book, Clock clock) {
        this.tables = tables;
        this.book = book;
        this.clock = clock;
    }

    /**
     * Everything that the tables have is on disk now. Called by the thread that changes them, or before there is one.
     */
    void written() {
        durable = tables.lastSequence();
        load();
    }

    synchronized void load() {
        while (loaded < durable && book.size() < MOST_IN_MEMORY) {
            Map.Entry<Long, byte[]> next = tables.after(loaded);
            if (next == null || next.getKey() > durable) {
                loaded = durable;
                return;
            }
            loaded = next.getKey();
            load(loaded, next.getValue());
        }
    }

    private void load(long sequence, byte[] value) {
        StoredMessage.Head head = StoredMessage.head(value);
        Attempts before = tables.attempts(sequence);
        long delay = before.notBefore() == 0 ? 0 : Math.max(0, before.notBefore() - clock.millis());
        book.add(sequence, head.id(), head.orderingKey(), before.count(), Duration.ofMillis(delay), head);
    }
}
