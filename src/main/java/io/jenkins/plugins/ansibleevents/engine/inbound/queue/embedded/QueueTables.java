package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.store.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import io.jenkins.plugins.ansibleevents.engine.store.Table;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The tables of a queue on disk, version 1 (the version is in the file's name):
 *
 * <pre>
 * messages   sequence -> {@link StoredMessage}     waiting, delayed and leased
 * attempts   sequence -> {@link Attempts}          of those in messages that were received before
 * dead       sequence -> since-millis:long attempts:int reason:text {@link StoredMessage}
 * ids        message id -> {@link StoredStatus}
 * finished   n -> since-millis:long id:text        ids of finished messages, oldest first ({@link History})
 * deliveries delivery key -> message id, for the time of its window ({@link ExpiringTable}, with deliveries.ends)
 * meta       "bytes" -> long                       sizes of the values of messages and dead together
 * </pre>
 *
 * <p>Changed by the writing thread only; read by any.
 */
final class QueueTables {

    private static final String BYTES = "bytes";
    private static final int TRIM_AT_ONCE = 1_000;

    private final Table<Long> messages;
    private final Table<Long> attempts;
    private final Table<Long> dead;
    private final Table<String> ids;
    private final Table<String> meta;
    private final History history;
    private final ExpiringTable deliveries;
    private final Clock clock;
    private volatile long bytes;
    private volatile long lastSequence;

    QueueTables(Store store, EmbeddedSettings settings, Clock clock) {
        this.messages = store.longTable("messages");
        this.attempts = store.longTable("attempts");
        this.dead = store.longTable("dead");
        this.ids = store.stringTable("ids");
        this.meta = store.stringTable("meta");
        this.history = new History(store.longTable("finished"), ids, settings, clock);
        this.deliveries = new ExpiringTable(
                store,
                "deliveries",
                clock,
                new ExpiringTable.Limit(settings.deliveriesMax(), Long.MAX_VALUE, this::isOfAnOpenMessage));
        this.clock = clock;
        this.bytes = Optional.ofNullable(meta.get(BYTES))
                .map(b -> ByteBuffer.wrap(b).getLong())
                .orElse(0L);
        this.lastSequence = Math.max(orZero(messages.lastKey()), orZero(dead.lastKey()));
    }

    History history() {
        return history;
    }

    long lastSequence() {
        return lastSequence;
    }

    long bytes() {
        return bytes;
    }

    long live() {
        return messages.size();
    }

    long deadCount() {
        return dead.size();
    }

    /** Appends a message; returns its sequence. */
    long append(Message message, byte[] encoded) {
        long sequence = ++lastSequence;
        messages.put(sequence, encoded);
        ids.put(message.id(), status(MessageState.QUEUED, sequence, Attempts.NONE));
        count(encoded.length);
        return sequence;
    }

    /** Takes back an {@link #append}. */
    void takeBack(long sequence, String id) {
        byte[] gone = messages.remove(sequence);
        if (gone != null) {
            ids.remove(id);
            count(-gone.length);
        }
    }

    /** The message is done; nothing happens when it already was. */
    void acknowledge(long sequence, String id, int attemptCount) {
        byte[] gone = messages.remove(sequence);
        if (gone == null) {
            return;
        }
        attempts.remove(sequence);
        count(-gone.length);
        String endpoint = StoredMessage.endpoint(ByteBuffer.wrap(gone));
        history.finish(id, new StoredStatus(MessageState.DONE, sequence, clock.instant(), attemptCount, "", endpoint));
    }

    void setAttempts(long sequence, Attempts value) {
        if (messages.get(sequence) != null) {
            attempts.put(sequence, value.encode());
        }
    }

    Attempts attempts(long sequence) {
        byte[] value = attempts.get(sequence);
        return value == null ? Attempts.NONE : Attempts.decode(value);
    }

    /** Moves a message to the dead letters; nothing happens when it is gone. */
    void bury(long sequence, String id, Attempts last) {
        byte[] message = messages.remove(sequence);
        if (message == null) {
            return;
        }
        attempts.remove(sequence);
        dead.put(sequence, deadValue(message, last));
        ids.put(id, status(MessageState.DEAD, sequence, last));
    }

    /** Appends a dead letter's message, or its edited form, and removes the dead letter; false when there is none. */
    boolean redrive(String id, @CheckForNull Message edited) {
        long sequence = deadSequence(id);
        DeadLetter letter = sequence == 0 ? null : deadLetter(sequence);
        if (letter == null) {
            return false;
        }
        removeDead(sequence);
        Message again = edited == null ? letter.message() : edited;
        append(again, new StoredMessage(clock.instant(), again).encode());
        return true;
    }

    boolean discard(String id) {
        long sequence = deadSequence(id);
        byte[] letter = sequence == 0 ? null : dead.get(sequence);
        if (letter == null) {
            return false;
        }
        removeDead(sequence);
        String endpoint = StoredMessage.endpoint(pastDeath(letter));
        history.finish(id, new StoredStatus(MessageState.DROPPED, sequence, clock.instant(), 0, "", endpoint));
        return true;
    }

    @CheckForNull
    byte[] message(long sequence) {
        return messages.get(sequence);
    }

    /** The first message with a greater sequence. */
    @CheckForNull
    Map.Entry<Long, byte[]> after(long sequence) {
        return messages.higher(sequence);
    }

    Optional<StoredStatus> status(String id) {
        return Optional.ofNullable(ids.get(id)).map(StoredStatus::decode);
    }

    /**
     * The endpoint that took a message; empty when somebody else put it into the queue, or that is not known any more.
     */
    String endpoint(String id) {
        StoredStatus status = status(id).orElse(null);
        if (status == null || isFinished(status)) {
            return status == null ? "" : status.endpoint();
        }
        byte[] message = messages.get(status.sequence());
        if (message != null) {
            return StoredMessage.endpoint(ByteBuffer.wrap(message));
        }
        byte[] letter = dead.get(status.sequence());
        // Neither of them: it has been finished meanwhile.
        return letter == null
                ? status(id).map(StoredStatus::endpoint).orElse("")
                : StoredMessage.endpoint(pastDeath(letter));
    }

    /** A message that is not finished. */
    Optional<Message> content(String id) {
        StoredStatus status = status(id).orElse(null);
        if (status == null || isFinished(status)) {
            return Optional.empty();
        }
        byte[] message = messages.get(status.sequence());
        return message == null
                ? Optional.ofNullable(deadLetter(status.sequence())).map(DeadLetter::message)
                : Optional.of(StoredMessage.decode(ByteBuffer.wrap(message)).message());
    }

    /** The id of the message that was published for a delivery within its window. */
    Optional<String> published(String delivery) {
        return deliveries.get(delivery).map(QueueTables::id);
    }

    /** Notes the message that was published for a delivery. */
    void remember(String delivery, String id, Duration window) {
        changed(() -> deliveries.put(delivery, id.getBytes(StandardCharsets.UTF_8), window));
    }

    void forget(String delivery) {
        changed(() -> deliveries.remove(delivery));
    }

    private static String id(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** Its repetition would be a second run beside the first one. */
    private boolean isOfAnOpenMessage(byte[] value) {
        return status(id(value)).filter(status -> !isFinished(status)).isPresent();
    }

    /** Removes some entries of finished messages that are too old or too many. */
    void trim() {
        history.trim(TRIM_AT_ONCE);
        changed(() -> deliveries.purge(TRIM_AT_ONCE));
    }

    private interface StoreChange {
        void run() throws StoreException;
    }

    /** Inside of a change of the store; the change fails with the exception thrown here. */
    private static void changed(StoreChange change) {
        try {
            change.run();
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFinished(StoredStatus status) {
        return status.state() == MessageState.DONE || status.state() == MessageState.DROPPED;
    }

    /** The message behind since, attempts and reason. */
    private static ByteBuffer pastDeath(byte[] letter) {
        var in = ByteBuffer.wrap(letter);
        in.getLong();
        in.getInt();
        Bytes.text(in);
        return in;
    }

    @CheckForNull
    DeadLetter deadLetter(long sequence) {
        byte[] value = dead.get(sequence);
        return value == null ? null : deadLetter(value);
    }

    List<DeadLetter> deadLetters(int max) {
        var letters = new ArrayList<DeadLetter>();
        Map.Entry<Long, byte[]> next = dead.first();
        while (next != null && letters.size() < max) {
            letters.add(deadLetter(next.getValue()));
            next = dead.higher(next.getKey());
        }
        return letters;
    }

    private static DeadLetter deadLetter(byte[] value) {
        var in = ByteBuffer.wrap(value);
        Instant since = Instant.ofEpochMilli(in.getLong());
        int count = in.getInt();
        String reason = Bytes.text(in);
        return new DeadLetter(StoredMessage.decode(in).message(), reason, count, since);
    }

    private byte[] deadValue(byte[] message, Attempts last) {
        byte[] value = Bytes.of(message.length + 128, out -> {
            out.writeLong(clock.millis());
            out.writeInt(last.count());
            Bytes.text(out, last.reason());
            out.write(message);
        });
        count(value.length - message.length);
        return value;
    }

    private void removeDead(long sequence) {
        byte[] gone = dead.remove(sequence);
        count(gone == null ? 0 : -gone.length);
    }

    private long deadSequence(String id) {
        return status(id)
                .filter(s -> s.state() == MessageState.DEAD)
                .map(StoredStatus::sequence)
                .orElse(0L);
    }

    /**
     * Makes the tables agree after some entries could not be read: counts bytes again, notes the id of every message,
     * and forgets the deliveries of lost messages, so that their senders' repetitions are taken.
     *
     * @return ids of messages that are in no table any more; nothing remembers them from now on
     */
    List<String> putInOrder() {
        bytes = 0;
        each(messages, (sequence, value) -> {
            bytes += value.length;
            remember(StoredMessage.head(value).id(), MessageState.QUEUED, sequence);
        });
        each(dead, (sequence, value) -> {
            bytes += value.length;
            remember(deadLetter(value).id(), MessageState.DEAD, sequence);
        });
        count(0);
        var lost = new ArrayList<String>();
        each(ids, (id, value) -> {
            StoredStatus status = StoredStatus.decode(value);
            boolean isThere = status.state() != MessageState.QUEUED || messages.get(status.sequence()) != null;
            if (!isThere || status.state() == MessageState.DEAD && dead.get(status.sequence()) == null) {
                lost.add(id);
            }
        });
        lost.forEach(ids::remove);
        Set<String> unknown = Set.copyOf(lost);
        changed(() -> deliveries.putInOrder(value -> unknown.contains(id(value))));
        return lost;
    }

    private void remember(String id, MessageState state, long sequence) {
        boolean isKnown = status(id)
                .filter(s -> s.state() == state && s.sequence() == sequence)
                .isPresent();
        if (!isKnown) {
            ids.put(id, status(state, sequence, Attempts.NONE));
        }
    }

    private static <K extends Comparable<K>> void each(Table<K> table, BiConsumer<K, byte[]> action) {
        for (Map.Entry<K, byte[]> entry = table.first(); entry != null; entry = table.higher(entry.getKey())) {
            action.accept(entry.getKey(), entry.getValue());
        }
    }

    private byte[] status(MessageState state, long sequence, Attempts last) {
        return new StoredStatus(state, sequence, clock.instant(), last.count(), last.reason(), "").encode();
    }

    private void count(int change) {
        bytes += change;
        meta.put(BYTES, ByteBuffer.allocate(Long.BYTES).putLong(bytes).array());
    }

    private static long orZero(@CheckForNull Long key) {
        return key == null ? 0 : key;
    }
}
