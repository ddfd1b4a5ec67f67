package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Admission;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.BookedLeases;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook.Taken;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Published;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueHealth;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The queue in a file of its own: every change is on disk (fsync) before its call returns; many callers share one
 * write.
 *
 * <p>Leases are in memory: after a crash or restart every unfinished message can be received at once, in its old place
 * and with its attempts. The count of an attempt is written with the next change after {@code receive}; a delay
 * survives a restart. Space of finished messages is freed in short steps.
 */
public final class EmbeddedQueue implements MessageQueue {

    private static final Duration WHILE_WRITING = Duration.ofSeconds(60);
    private static final int REDRIVE_AT_ONCE = 500;

    /** The search for the few delayed ones among a million messages ends here. */
    private static final int MOST_LOOKED_AT = 100_000;

    /** A publisher waits so long at most for the compaction of an idle queue. */
    private static final int COMPACT_MILLIS = 100;

    private static final Logger LOGGER = Logger.getLogger(EmbeddedQueue.class.getName());

    private final String description;
    private final int maxAttempts;
    private final Store store;
    private final Clock clock;
    private final QueueTables tables;
    private final LeaseBook<StoredMessage.Head> book;
    private final HealthRecord health;
    private final QueueWriter writer;
    private final Appends appends;
    private final WaitingMessages waiting;
    private final StoredLeases leases;
    private final BookedLeases<StoredMessage.Head> booked;
    private volatile boolean closed;

    private EmbeddedQueue(Path file, Store store, EmbeddedSettings settings, Clock clock) {
        this.description = "embedded queue " + file;
        this.maxAttempts = settings.maxAttempts();
        this.store = store;
        this.clock = clock;
        this.tables = new QueueTables(store, settings, clock);
        this.appends = new Appends(description, settings, tables, clock);
        this.book = new LeaseBook<>(StoredMessage.Head::size);
        this.health = new HealthRecord(description);
        this.waiting = new WaitingMessages(tables, book, clock);
        String thread = "queue writer of " + file.getFileName();
        this.writer = new QueueWriter(store, thread, description, health, new Written());
        this.leases = new StoredLeases(tables, book, waiting, writer);
        this.booked = new BookedLeases<>(book, leases, description, "");
    }

    /** Opens or creates the queue of a file; one process at a time. */
    public static EmbeddedQueue open(Path file, EmbeddedSettings settings) throws QueueException {
        return open(file, settings, Clock.systemUTC());
    }

    static EmbeddedQueue open(Path file, EmbeddedSettings settings, Clock clock) throws QueueException {
        try {
            var queue = new EmbeddedQueue(file, Store.open(file, 0), settings, clock);
            queue.waiting.written();
            queue.writer.start();
            return queue;
        } catch (StoreException e) {
            throw StoreFailures.translate("embedded queue " + file, e);
        }
    }

    @Override
    public String publish(Message message) throws QueueException {
        return writer.write(appends.of(message));
    }

    @Override
    public CompletableFuture<String> publishAsync(Message message) {
        return writer.begin(appends.of(message));
    }

    @Override
    public Published publishUnique(Message message, String deliveryKey, Duration window) throws QueueException {
        return writer.write(appends.unique(message, deliveryKey, window));
    }

    @Override
    public boolean remembersDeliveries() {
        return true;
    }

    @Override
    public int maxAttempts() {
        return maxAttempts;
    }

    @Override
    public List<Lease> receive(int max, Duration lease, Duration wait) throws QueueException, InterruptedException {
        return receive(max, lease, wait, Admission.ANY);
    }

    @Override
    public List<Lease> receive(int max, Duration lease, Duration wait, Admission admission)
            throws QueueException, InterruptedException {
        try {
            return booked.receive(max, lease, wait, head -> admission.admits(head.endpoint(), head.size()));
        } catch (UncheckedIOException e) {
            return writer.read(() -> {
                throw e;
            });
        }
    }

    @Override
    public Lease extend(Lease lease, Duration time) throws QueueException {
        return booked.extend(lease, time);
    }

    @Override
    public void ackAll(Collection<Lease> leases) throws QueueException {
        List<Taken<StoredMessage.Head>> held = booked.holdAll(leases, WHILE_WRITING);
        writer.write(() -> held.forEach(h -> tables.acknowledge(
                h.entry().sequence(), h.entry().id(), h.entry().attempts())));
        held.forEach(h -> book.remove(h.receipt()));
        booked.mustBeAll(leases, held.size());
    }

    @Override
    public void nack(Lease lease, Duration delay, String reason) throws QueueException {
        var held = booked.hold(lease, WHILE_WRITING);
        long notBefore = delay.isZero() ? 0 : clock.millis() + delay.toMillis();
        writer.write(() -> tables.setAttempts(
                held.entry().sequence(), new Attempts(held.entry().attempts(), notBefore, reason)));
        book.giveBack(held.receipt(), delay);
    }

    @Override
    public void deadLetter(Lease lease, String reason) throws QueueException {
        leases.bury(booked.hold(lease, WHILE_WRITING), reason);
    }

    @Override
    public void publishDead(Message message, String reason) throws QueueException {
        byte[] encoded = new StoredMessage(clock.instant(), message).encode();
        writer.write(() -> tables.bury(tables.append(message, encoded), message.id(), new Attempts(1, 0, reason)));
    }

    @Override
    public List<DeadLetter> deadLetters(int max) throws QueueException {
        return writer.read(() -> tables.deadLetters(max));
    }

    @Override
    public Optional<DeadLetter> deadLetter(String id) throws QueueException {
        return writer.read(() -> tables.status(id)
                .filter(s -> s.state() == MessageState.DEAD)
                .map(s -> tables.deadLetter(s.sequence())));
    }

    @Override
    public boolean redrive(String id) throws QueueException {
        return writer.write(() -> tables.redrive(id, null));
    }

    @Override
    public boolean redrive(String id, Message edited) throws QueueException {
        return writer.write(() -> tables.redrive(id, edited));
    }

    @Override
    public int redriveAll() throws QueueException {
        long left = tables.deadCount();
        int moved = 0;
        while (left > 0) {
            int most = (int) Math.min(left, REDRIVE_AT_ONCE);
            int now = writer.write(() -> (int) tables.deadLetters(most).stream()
                    .filter(d -> tables.redrive(d.id(), null))
                    .count());
            moved += now;
            left = now == 0 ? 0 : left - now;
        }
        return moved;
    }

    @Override
    public boolean discard(String id) throws QueueException {
        return writer.write(() -> tables.discard(id));
    }

    @Override
    public Optional<MessageStatus> status(String id) throws QueueException {
        return writer.read(() -> knownStatus(id));
    }

    @Override
    public Optional<Message> message(String id) throws QueueException {
        return writer.read(() -> tables.content(id));
    }

    private Optional<MessageStatus> knownStatus(String id) {
        Optional<StoredStatus> stored = tables.status(id);
        Optional<MessageStatus> live = book.status(id);
        String endpoint = tables.endpoint(id);
        if (live.isEmpty()) {
            return stored.map(s -> s.toStatus(id, endpoint));
        }
        MessageStatus now = live.get();
        String reason = stored.map(s -> tables.attempts(s.sequence()).reason()).orElse("");
        return Optional.of(new MessageStatus(id, now.state(), now.attempts(), reason, now.since(), endpoint));
    }

    @Override
    public List<MessageStatus> list(MessageState state, int max) {
        return switch (state) {
            case DEAD ->
                tables.deadLetters(max).stream().map(EmbeddedQueue::dead).toList();
            case DONE, DROPPED -> finished(state, max);
            default -> unfinished(state, max);
        };
    }

    /** Oldest first. */
    private List<MessageStatus> unfinished(MessageState state, int max) {
        var result = new ArrayList<MessageStatus>();
        Map.Entry<Long, byte[]> next = tables.after(0);
        for (int looked = 0; next != null && result.size() < max && looked < MOST_LOOKED_AT; looked++) {
            knownStatus(StoredMessage.head(next.getValue()).id())
                    .filter(s -> s.state() == state)
                    .ifPresent(result::add);
            next = tables.after(next.getKey());
        }
        return result;
    }

    /** Youngest first. */
    private List<MessageStatus> finished(MessageState state, int max) {
        return tables.history().youngest(MOST_LOOKED_AT).stream()
                .flatMap(id -> knownStatus(id).stream())
                .filter(s -> s.state() == state)
                .limit(max)
                .toList();
    }

    private static MessageStatus dead(DeadLetter letter) {
        return new MessageStatus(
                letter.id(),
                MessageState.DEAD,
                letter.attempts(),
                letter.reason(),
                letter.since(),
                letter.message().endpoint().orElse(""));
    }

    @Override
    public QueueDepth depth() {
        long leased = book.leasedCount();
        long delayed = book.delayedCount();
        Map.Entry<Long, byte[]> oldest = tables.after(0);
        Duration age = oldest == null
                ? Duration.ZERO
                : Duration.between(StoredMessage.head(oldest.getValue()).published(), clock.instant());
        return new QueueDepth(
                OptionalLong.of(Math.max(0, tables.live() - leased - delayed)),
                OptionalLong.of(delayed),
                OptionalLong.of(leased),
                OptionalLong.of(tables.deadCount()),
                Optional.of(age.isNegative() ? Duration.ZERO : age));
    }

    @Override
    public QueueHealth health() {
        return health.get();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        book.close();
        writer.close();
        try {
            store.close();
        } catch (StoreException e) {
            health.down(e.getMessage());
        }
    }

    private final class Written implements QueueWriter.Listener {

        @Override
        public void written() {
            waiting.written();
        }

        /** Nobody has asked for anything for a second. */
        @Override
        public void idle() {
            try {
                store.change(tables::trim);
                if (store.isLoose()) { // another slice every second, while the file is mostly garbage
                    store.compact(COMPACT_MILLIS);
                }
            } catch (StoreException e) {
                LOGGER.log(Level.FINE, "housekeeping of the " + description + " is tried again later", e);
            }
        }
    }
}
