package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Pending;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Published;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueHealth;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * survives a restart. Space of finished messages is given back while the queue is idle.
 */
public final class EmbeddedQueue implements MessageQueue {

    /** References to waiting messages in memory, about 200 bytes each: 20 MB. The others wait in the file. */
    private static final int MOST_IN_MEMORY = 100_000;

    private static final long WRITE_TIMEOUT_MILLIS = 60_000;
    private static final Duration WHILE_WRITING = Duration.ofSeconds(60);
    private static final int LIST_AT_ONCE = 500;

    private final String description;
    private final EmbeddedSettings settings;
    private final Store store;
    private final Clock clock;
    private final QueueTables tables;
    private final LeaseBook<StoredMessage.Head> book;
    private final HealthRecord health;
    private final GroupCommit commit;
    private final Housekeeping housekeeping;
    private final Appends appends;
    /** Messages up to here are on disk. */
    private volatile long durable;
    /** A lock of its own: {@link #close} waits for the writer, and the writer loads. */
    private final Object loading = new Object();
    /** Messages up to here are in the book; guarded by {@link #loading}. */
    private long loaded;

    private volatile boolean closed;

    private EmbeddedQueue(Path file, Store store, EmbeddedSettings settings, Clock clock) {
        this.description = "embedded queue " + file;
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.tables = new QueueTables(store, settings, clock);
        var deliveries = new Deliveries(store, clock);
        this.appends = new Appends(description, settings, tables, deliveries, clock);
        this.book = new LeaseBook<>(settings.maxAttempts());
        this.health = new HealthRecord(description);
        this.housekeeping = new Housekeeping(store, tables, deliveries);
        this.commit = new GroupCommit(store, "queue writer of " + file.getFileName(), new Written());
        this.durable = tables.lastSequence();
    }

    /** Opens or creates the queue of a file; one process at a time. */
    public static EmbeddedQueue open(Path file, EmbeddedSettings settings) throws QueueException {
        return open(file, settings, Clock.systemUTC());
    }

    static EmbeddedQueue open(Path file, EmbeddedSettings settings, Clock clock) throws QueueException {
        try {
            var queue = new EmbeddedQueue(file, Store.open(file, 0), settings, clock);
            queue.load();
            queue.commit.start();
            return queue;
        } catch (StoreException e) {
            throw StoreFailures.translate("embedded queue " + file, e);
        }
    }

    @Override
    public String publish(Message message) throws QueueException {
        return await(append(message));
    }

    @Override
    public CompletableFuture<String> publishAsync(Message message) {
        return Pending.translated(append(message), this::failure);
    }

    private CompletableFuture<String> append(Message message) {
        return commit.submit(appends.of(message));
    }

    @Override
    public Published publishUnique(Message message, String deliveryKey, Duration window) throws QueueException {
        return await(commit.submit(appends.unique(message, deliveryKey, window)));
    }

    @Override
    public boolean remembersDeliveries() {
        return true;
    }

    @Override
    public List<Lease> receive(int max, Duration lease, Duration wait) throws QueueException, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            load();
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            LeaseBook.Batch<StoredMessage.Head> batch = book.take(max, lease, left);
            for (LeaseBook.Taken<StoredMessage.Head> spent : batch.exhausted()) {
                bury(spent, exhausted(spent.entry().sequence()));
            }
            List<Lease> leases = leases(batch.taken());
            if (!leases.isEmpty() || System.nanoTime() - end >= 0) {
                return leases;
            }
        }
    }

    @Override
    public Lease extend(Lease lease, Duration time) throws QueueException {
        Instant until = hold(lease, time).until();
        return new Lease(lease.message(), lease.receipt(), lease.attempt(), until);
    }

    @Override
    public void ackAll(Collection<Lease> leases) throws QueueException {
        var held = new ArrayList<LeaseBook.Taken<StoredMessage.Head>>();
        for (Lease lease : leases) {
            book.extend(lease.receipt(), WHILE_WRITING).ifPresent(held::add);
        }
        await(commit.submit(() -> {
            held.forEach(h -> tables.acknowledge(
                    h.entry().sequence(), h.entry().id(), h.entry().attempts()));
            return true;
        }));
        held.forEach(h -> book.remove(h.receipt()));
        if (held.size() < leases.size()) {
            throw lost(leases.size() - held.size() + " of " + leases.size() + " leases ran out before the ack");
        }
    }

    @Override
    public void nack(Lease lease, Duration delay, String reason) throws QueueException {
        var held = hold(lease, WHILE_WRITING);
        if (held.entry().attempts() >= settings.maxAttempts()) {
            bury(held, reason);
            return;
        }
        long notBefore = delay.isZero() ? 0 : clock.millis() + delay.toMillis();
        write(() -> tables.setAttempts(
                held.entry().sequence(), new Attempts(held.entry().attempts(), notBefore, reason)));
        book.giveBack(held.receipt(), delay);
    }

    @Override
    public void deadLetter(Lease lease, String reason) throws QueueException {
        bury(hold(lease, WHILE_WRITING), reason);
    }

    @Override
    public List<DeadLetter> deadLetters(int max) {
        return tables.deadLetters(max);
    }

    @Override
    public Optional<DeadLetter> deadLetter(String id) {
        return tables.status(id).filter(s -> s.state() == MessageState.DEAD).map(s -> tables.deadLetter(s.sequence()));
    }

    @Override
    public boolean redrive(String id) throws QueueException {
        return await(commit.submit(() -> tables.redrive(id, null)));
    }

    @Override
    public boolean redrive(String id, Message edited) throws QueueException {
        return await(commit.submit(() -> tables.redrive(id, edited)));
    }

    @Override
    public int redriveAll() throws QueueException {
        long left = tables.deadCount();
        int moved = 0;
        while (left > 0) {
            int most = (int) Math.min(left, LIST_AT_ONCE);
            int now = await(commit.submit(() -> (int) tables.deadLetters(most).stream()
                    .filter(d -> tables.redrive(d.id(), null))
                    .count()));
            moved += now;
            left = now == 0 ? 0 : left - now;
        }
        return moved;
    }

    @Override
    public boolean discard(String id) throws QueueException {
        return await(commit.submit(() -> tables.discard(id)));
    }

    @Override
    public Optional<MessageStatus> status(String id) {
        Optional<StoredStatus> stored = tables.status(id);
        Optional<MessageStatus> live = book.status(id);
        if (live.isEmpty()) {
            return stored.map(s -> s.toStatus(id));
        }
        MessageStatus now = live.get();
        String reason = stored.map(s -> tables.attempts(s.sequence()).reason()).orElse("");
        return Optional.of(new MessageStatus(id, now.state(), now.attempts(), reason, now.since()));
    }

    @Override
    public List<MessageStatus> list(MessageState state, int max) {
        return new Listing(tables, this::status).list(state, max);
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

    /** Brings messages that are on disk into the book, as long as there is room. */
    private void load() {
        synchronized (loading) {
            loadNext();
        }
    }

    private void loadNext() {
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

    private List<Lease> leases(List<LeaseBook.Taken<StoredMessage.Head>> taken) {
        var leases = new ArrayList<Lease>(taken.size());
        for (LeaseBook.Taken<StoredMessage.Head> one : taken) {
            byte[] value = tables.message(one.entry().sequence());
            if (value == null) {
                book.remove(one.receipt());
                continue;
            }
            Message message = StoredMessage.decode(value).message();
            leases.add(new Lease(message, one.receipt(), one.entry().attempts(), one.until()));
        }
        countAttempts(taken);
        return leases;
    }

    /** Written with the next change: nobody waits for it. */
    private void countAttempts(List<LeaseBook.Taken<StoredMessage.Head>> taken) {
        if (taken.isEmpty()) {
            return;
        }
        commit.submit(() -> {
            for (LeaseBook.Taken<StoredMessage.Head> one : taken) {
                String reason = tables.attempts(one.entry().sequence()).reason();
                tables.setAttempts(
                        one.entry().sequence(), new Attempts(one.entry().attempts(), 0, reason));
            }
            return true;
        });
    }

    private void bury(LeaseBook.Taken<StoredMessage.Head> held, String reason) throws QueueException {
        var last = new Attempts(held.entry().attempts(), 0, reason);
        write(() -> tables.bury(held.entry().sequence(), held.entry().id(), last));
        book.remove(held.receipt());
    }

    private String exhausted(long sequence) {
        String last = tables.attempts(sequence).reason();
        return "received " + settings.maxAttempts() + " times without being acknowledged"
                + (last.isEmpty() ? "" : ", last: " + last);
    }

    private LeaseBook.Taken<StoredMessage.Head> hold(Lease lease, Duration time) throws QueueException {
        return book.extend(lease.receipt(), time)
                .orElseThrow(() -> lost("the lease on message " + lease.id() + " ran out"));
    }

    private QueueException lost(String what) {
        return new QueueException(QueueException.Kind.LEASE_LOST, description + ": " + what + "; it comes again");
    }

    private void write(Runnable change) throws QueueException {
        await(commit.submit(() -> {
            change.run();
            return true;
        }));
    }

    private <R> R await(CompletableFuture<R> future) throws QueueException {
        return Pending.result(future, WRITE_TIMEOUT_MILLIS, this::failure);
    }

    private QueueException failure(Throwable error) {
        QueueException translated = StoreFailures.translate(description, error);
        health.down(translated.getMessage());
        return translated;
    }

    private final class Written implements GroupCommit.Listener {
        @Override
        public void written() {
            durable = tables.lastSequence();
            health.up();
            load();
        }

        @Override
        public void idle() {
            housekeeping.run();
        }
    }
}
