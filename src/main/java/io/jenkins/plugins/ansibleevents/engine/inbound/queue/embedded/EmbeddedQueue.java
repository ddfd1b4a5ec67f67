package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Admission;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.BookedLeases;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The queue in a file of its own: everything that changes is on disk (fsync) before the caller is told, many callers
 * share one write.
 *
 * <p>Leases are in memory: after a crash or restart every unfinished message can be received at once, in its old place
 * and with its attempts. The count of an attempt is written with the next change after {@code receive}; a delay
 * survives a restart. Space of finished messages is given back in short steps.
 */
public final class EmbeddedQueue implements MessageQueue {

    private static final Duration WHILE_WRITING = Duration.ofSeconds(60);
    private static final int LIST_AT_ONCE = 500;

    private final String description;
    private final int maxAttempts;
    private final Store store;
    private final Clock clock;
    private final QueueTables tables;
    private final LeaseBook<StoredMessage.Head> book;
    private final HealthRecord health;
    private final QueueWriter commit;
    private final Housekeeping housekeeping;
    private final Appends appends;
    private final WaitingMessages waiting;
    private final DurableWrites writes;
    private final StoredLeases owner;
    private final BookedLeases<StoredMessage.Head> booked;
    private volatile boolean closed;

    private EmbeddedQueue(Path file, Store store, EmbeddedSettings settings, Clock clock) {
        this.description = "embedded queue " + file;
        this.maxAttempts = settings.maxAttempts();
        this.store = store;
        this.clock = clock;
        this.tables = new QueueTables(store, settings, clock);
        var deliveries = new Deliveries(store, settings.deliveriesMax(), clock);
        this.appends = new Appends(description, settings, tables, deliveries, clock);
        this.book = new LeaseBook<>(StoredMessage.Head::size);
        this.health = new HealthRecord(description);
        this.housekeeping = new Housekeeping(store, tables, deliveries);
        this.commit = new QueueWriter(store, "queue writer of " + file.getFileName(), new Written());
        this.writes = new DurableWrites(commit, description, health);
        this.waiting = new WaitingMessages(tables, book, clock);
        this.owner = new StoredLeases(tables, book, waiting, writes);
        this.booked = new BookedLeases<>(book, owner, description, "");
    }

    /** Opens or creates the queue of a file; one process at a time. */
    public static EmbeddedQueue open(Path file, EmbeddedSettings settings) throws QueueException {
        return open(file, settings, Clock.systemUTC());
    }

    static EmbeddedQueue open(Path file, EmbeddedSettings settings, Clock clock) throws QueueException {
        try {
            var queue = new EmbeddedQueue(file, Store.open(file, 0), settings, clock);
            queue.waiting.written();
            queue.commit.start();
            return queue;
        } catch (StoreException e) {
            throw StoreFailures.translate("embedded queue " + file, e);
        }
    }

    @Override
    public String publish(Message message) throws QueueException {
        return writes.write(appends.of(message));
    }

    @Override
    public CompletableFuture<String> publishAsync(Message message) {
        return writes.begin(appends.of(message));
    }

    @Override
    public Published publishUnique(Message message, String deliveryKey, Duration window) throws QueueException {
        return writes.write(appends.unique(message, deliveryKey, window));
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
            return writes.read(() -> {
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
        List<LeaseBook.Taken<StoredMessage.Head>> held = booked.holdAll(leases, WHILE_WRITING);
        writes.write(() -> held.forEach(h -> tables.acknowledge(
                h.entry().sequence(), h.entry().id(), h.entry().attempts())));
        held.forEach(h -> book.remove(h.receipt()));
        booked.mustBeAll(leases, held.size());
    }

    @Override
    public void nack(Lease lease, Duration delay, String reason) throws QueueException {
        var held = booked.hold(lease, WHILE_WRITING);
        long notBefore = delay.isZero() ? 0 : clock.millis() + delay.toMillis();
        writes.write(() -> tables.setAttempts(
                held.entry().sequence(), new Attempts(held.entry().attempts(), notBefore, reason)));
        book.giveBack(held.receipt(), delay);
    }

    @Override
    public void deadLetter(Lease lease, String reason) throws QueueException {
        owner.bury(booked.hold(lease, WHILE_WRITING), reason);
    }

    @Override
    public void publishDead(Message message, String reason) throws QueueException {
        byte[] encoded = new StoredMessage(clock.instant(), message).encode();
        writes.write(() -> tables.bury(tables.append(message, encoded), message.id(), new Attempts(1, 0, reason)));
    }

    @Override
    public List<DeadLetter> deadLetters(int max) throws QueueException {
        return writes.read(() -> tables.deadLetters(max));
    }

    @Override
    public Optional<DeadLetter> deadLetter(String id) throws QueueException {
        return writes.read(() -> tables.status(id)
                .filter(s -> s.state() == MessageState.DEAD)
                .map(s -> tables.deadLetter(s.sequence())));
    }

    @Override
    public boolean redrive(String id) throws QueueException {
        return writes.write(() -> tables.redrive(id, null));
    }

    @Override
    public boolean redrive(String id, Message edited) throws QueueException {
        return writes.write(() -> tables.redrive(id, edited));
    }

    @Override
    public int redriveAll() throws QueueException {
        long left = tables.deadCount();
        int moved = 0;
        while (left > 0) {
            int most = (int) Math.min(left, LIST_AT_ONCE);
            int now = writes.write(() -> (int) tables.deadLetters(most).stream()
                    .filter(d -> tables.redrive(d.id(), null))
                    .count());
            moved += now;
            left = now == 0 ? 0 : left - now;
        }
        return moved;
    }

    @Override
    public boolean discard(String id) throws QueueException {
        return writes.write(() -> tables.discard(id));
    }

    @Override
    public Optional<MessageStatus> status(String id) throws QueueException {
        return writes.read(() -> knownStatus(id));
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
        return new Listing(tables, this::knownStatus).list(state, max);
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
        commit.close();
        try {
            store.close();
        } catch (StoreException e) {
            health.down(e.getMessage());
        }
    }

    private final class Written implements QueueWriter.Listener {
        @Override
        public void written() {
            health.up();
            waiting.written();
        }

        @Override
        public void idle() {
            housekeeping.run();
        }
    }
}
