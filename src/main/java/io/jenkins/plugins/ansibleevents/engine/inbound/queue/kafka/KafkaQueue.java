package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Admission;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.BookedLeases;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.BrokerCalls;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * The queue on a Kafka topic. Leases and delays are in the memory of the group member that has the partition; what is
 * done, also out of order, and how often the rest was received, is committed to the group ({@link PartitionProgress}).
 * A message that was released keeps its place and is redelivered from memory: the order of its key is kept, and
 * its delay is forgotten when the process ends.
 *
 * <p>A partition goes on up to 16 000 messages beyond its oldest unfinished one. When the group gives a partition to
 * another member, leases on its messages are lost and they are redelivered there. A queue that is only published to
 * never joins the group.
 */
public final class KafkaQueue implements MessageQueue {

    private static final Duration WHILE_COMMITTING = Duration.ofSeconds(60);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final String description;
    private final KafkaSettings settings;
    private final KafkaTopics topics;
    private final Tried<Producer<byte[], byte[]>> producer;
    private final KafkaDeadLetters dead;
    private final LeaseBook<Fetched> book;
    private final HealthRecord health;
    private final BrokerCalls calls;
    private final KafkaIntake intake;
    private final Owner owner = new Owner();
    private final BookedLeases<Fetched> booked;
    private boolean started;

    public KafkaQueue(KafkaSettings settings) {
        var clients = new KafkaClients(settings);
        this.settings = settings;
        this.description = "Kafka topic " + settings.topic();
        this.health = new HealthRecord(description);
        this.calls = new BrokerCalls(
                description,
                health,
                KafkaFailures::translate,
                settings.timeout().multipliedBy(2));
        this.book = new LeaseBook<>();
        this.booked = new BookedLeases<>(book, owner, description, ", or the partition went to another consumer");
        this.topics = new KafkaTopics(settings, clients);
        this.dead = new KafkaDeadLetters(settings, clients);
        this.producer = new Tried<>(clients::producer);
        this.intake = new KafkaIntake(settings, topics::ensure, clients::groupConsumer, book, health, description);
    }

    /**
     * Makes the client that publishes, which would otherwise be made for the first message.
     *
     * @throws KafkaException when none can be made of the settings, or no broker's name resolves
     */
    void open() {
        producer.get();
    }

    @Override
    public String publish(Message message) throws QueueException {
        return calls.result(publishAsync(message));
    }

    @Override
    public CompletableFuture<String> publishAsync(Message message) {
        return send(KafkaRecords.encode(settings.topic(), message)).thenApply(done -> message.id());
    }

    private CompletableFuture<Boolean> send(ProducerRecord<byte[], byte[]> record) {
        var result = new CompletableFuture<Boolean>();
        try {
            calls.mustBeOpen();
            topics.ensure();
            producer.get().send(record, (metadata, error) -> {
                if (error == null) {
                    health.up();
                    result.complete(true);
                } else {
                    result.completeExceptionally(calls.failure(error));
                }
            });
        } catch (QueueException e) {
            result.completeExceptionally(e);
        } catch (KafkaException | IllegalStateException e) {
            result.completeExceptionally(calls.failure(e));
        }
        return result;
    }

    @Override
    public int maxAttempts() {
        return settings.maxAttempts();
    }

    @Override
    public List<Lease> receive(int max, Duration lease, Duration wait) throws QueueException, InterruptedException {
        return receive(max, lease, wait, Admission.ANY);
    }

    @Override
    public List<Lease> receive(int max, Duration lease, Duration wait, Admission admission)
            throws QueueException, InterruptedException {
        calls.mustBeOpen();
        startIntake();
        return booked.receive(max, lease, wait, fetched -> fetched.isWanted(admission));
    }

    private synchronized void startIntake() {
        if (!started) {
            started = true;
            intake.start();
        }
    }

    @Override
    public Lease extend(Lease lease, Duration time) throws QueueException {
        calls.mustBeOpen();
        return booked.extend(lease, time);
    }

    @Override
    public void ackAll(Collection<Lease> leases) throws QueueException {
        calls.mustBeOpen();
        List<LeaseBook.Taken<Fetched>> held = booked.holdAll(leases, WHILE_COMMITTING);
        booked.mustBeAll(leases, held.size() - finish(held));
    }

    /** Commits that these are done; returns of how many the partition was lost before. */
    private int finish(List<LeaseBook.Taken<Fetched>> held) throws QueueException {
        held.forEach(
                h -> h.entry().content().progress().done(h.entry().content().offset()));
        calls.result(intake.commit());
        held.forEach(this::forget);
        return (int) held.stream()
                .filter(h -> h.entry().content().progress().isLost())
                .count();
    }

    private void forget(LeaseBook.Taken<Fetched> taken) {
        if (book.remove(taken.receipt())) {
            intake.released(taken.entry().content());
        }
    }

    @Override
    public void nack(Lease lease, Duration delay, String reason) throws QueueException {
        var held = hold(lease, WHILE_COMMITTING);
        calls.result(intake.commit());
        if (!book.giveBack(held.receipt(), delay)) {
            throw booked.lost("the lease on message " + lease.id());
        }
    }

    @Override
    public void deadLetter(Lease lease, String reason) throws QueueException {
        owner.bury(hold(lease, WHILE_COMMITTING), reason);
    }

    @Override
    public void publishDead(Message message, String reason) throws QueueException {
        calls.result(send(KafkaRecords.encodeDead(settings.deadLetterTopic(), message, reason, 1)));
    }

    @Override
    public List<DeadLetter> deadLetters(int max) throws QueueException {
        calls.mustBeOpen();
        try {
            topics.ensure();
            return dead.list(max);
        } catch (KafkaException e) {
            throw calls.failure(e);
        }
    }

    @Override
    public boolean redrive(String id, Message edited) throws QueueException {
        if (deadLetter(id).isEmpty()) {
            return false;
        }
        publish(edited);
        return forget(id);
    }

    @Override
    public int redriveAll() throws QueueException {
        List<DeadLetter> letters = deadLetters(Integer.MAX_VALUE);
        for (DeadLetter letter : letters) {
            publish(letter.message());
            forget(letter.id());
        }
        return letters.size();
    }

    @Override
    public boolean discard(String id) throws QueueException {
        return deadLetter(id).isPresent() && forget(id);
    }

    private boolean forget(String id) throws QueueException {
        return calls.result(send(KafkaRecords.encodeGone(settings.deadLetterTopic(), id)));
    }

    @Override
    public Optional<MessageStatus> status(String id) {
        return book.status(id);
    }

    @Override
    public QueueDepth depth() {
        long leased = book.leasedCount();
        long delayed = book.delayedCount();
        OptionalLong lag = intake.lag();
        return new QueueDepth(
                lag.isPresent()
                        ? OptionalLong.of(Math.max(0, lag.getAsLong() - leased - delayed))
                        : OptionalLong.empty(),
                OptionalLong.of(delayed),
                OptionalLong.of(leased),
                OptionalLong.empty(),
                Optional.empty());
    }

    @Override
    public void probe() throws QueueException {
        calls.mustBeOpen();
        try {
            topics.ensure();
            // Answered from memory while it is fresh.
            producer.get().partitionsFor(settings.topic());
            health.up();
        } catch (KafkaException | IllegalStateException e) {
            throw calls.failure(e);
        }
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
    public void close() {
        calls.close();
        book.close();
        intake.close();
        Producer<byte[], byte[]> made = producer.peek();
        if (made != null) {
            made.close(CLOSE_TIMEOUT);
        }
    }

    private LeaseBook.Taken<Fetched> hold(Lease lease, Duration time) throws QueueException {
        calls.mustBeOpen();
        return booked.hold(lease, time);
    }

    /** What of giving out messages is particular to Kafka. */
    private final class Owner implements BookedLeases.Owner<Fetched> {

        @Override
        public List<Lease> leases(List<LeaseBook.Taken<Fetched>> taken) {
            var leases = new ArrayList<Lease>(taken.size());
            for (LeaseBook.Taken<Fetched> one : taken) {
                Fetched fetched = one.entry().content();
                if (fetched.progress().isDone(fetched.offset())) {
                    forget(one);
                    continue;
                }
                int attempt = one.entry().attempts();
                fetched.progress().received(fetched.offset(), attempt);
                leases.add(new Lease(fetched.message(), one.receipt(), attempt, one.until()));
            }
            if (!leases.isEmpty()) {
                // Counts this attempt with the broker, for the case that it ends the process. Nobody waits for it.
                intake.commit();
            }
            return leases;
        }

        void bury(LeaseBook.Taken<Fetched> held, String reason) throws QueueException {
            Message message = held.entry().content().message();
            calls.result(send(KafkaRecords.encodeDead(
                    settings.deadLetterTopic(), message, reason, held.entry().attempts())));
            finish(List.of(held));
        }

        @Override
        public void mustWork() throws QueueException {
            intake.mustWork();
        }
    }
}
