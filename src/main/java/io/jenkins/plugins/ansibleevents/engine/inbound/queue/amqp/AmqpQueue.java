package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

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
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Pending;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueHealth;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/**
 * The queue on an AMQP 1.0 broker. Messages are taken from the broker by credit and are this process's until they are
 * settled or the connection ends; leases, delays and the order of keys are kept in memory meanwhile. What a broken
 * connection took along is redelivered; its attempts are those the broker counted ({@code delivery-count}), which
 * leaves out those of this process.
 *
 * <p>An acknowledgement returns when the broker has committed it; with {@code transactions: false}, when the broker has
 * seen it: then a crash of the broker in that moment may repeat the message.
 */
final class AmqpQueue implements MessageQueue {

    private static final Duration WHILE_SETTLING = Duration.ofSeconds(60);

    private final String description;
    private final AmqpSettings settings;
    private final AmqpLine publishing;
    private final AmqpLine receiving;
    private final AmqpPublisher publisher;
    private final AmqpDeadLetters dead;
    private final LeaseBook<Incoming> book;
    private final HealthRecord health;
    private final BrokerCalls calls;
    private final AmqpIntake intake;
    private final AmqpSettlement settlement;
    private final Owner owner = new Owner();
    private final BookedLeases<Incoming> booked;
    private boolean started;

    AmqpQueue(AmqpSettings settings) {
        this.settings = settings;
        this.description = "AMQP queue " + settings.queue();
        this.health = new HealthRecord(description);
        this.calls = new BrokerCalls(
                description, health, AmqpFailures::translate, settings.timeout().multipliedBy(3));
        this.book = new LeaseBook<>();
        this.booked = new BookedLeases<>(book, owner, description, ", or the connection it came over failed");
        this.publishing = new AmqpLine(settings);
        this.receiving = new AmqpLine(settings);
        this.publisher = new AmqpPublisher(settings, publishing, description);
        this.dead = new AmqpDeadLetters(settings, publishing);
        this.intake = new AmqpIntake(settings, receiving, book, health, description);
        this.settlement = new AmqpSettlement(book, intake, description);
    }

    @Override
    public String publish(Message message) throws QueueException {
        return calls.result(publishAsync(message));
    }

    /** With a message-id that no duplicate detection knows. */
    @Override
    public String publishAgain(Message message) throws QueueException {
        return calls.result(publish(message, AmqpMessages::encodeAgain));
    }

    @Override
    public CompletableFuture<String> publishAsync(Message message) {
        return publish(message, AmqpMessages::encodeNew);
    }

    private interface Encoding {
        org.apache.qpid.protonj2.client.Message<byte[]> of(Message message) throws ClientException;
    }

    private CompletableFuture<String> publish(Message message, Encoding encoding) {
        CompletableFuture<Boolean> sent;
        try {
            calls.mustBeOpen();
            sent = publisher.send(settings.queue(), encoding.of(message));
        } catch (QueueException | ClientException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        return Pending.translated(sent, calls::failure).thenApply(done -> {
            health.up();
            return message.id();
        });
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
        return booked.receive(max, lease, wait, incoming -> incoming.isWanted(admission));
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
        List<LeaseBook.Taken<Incoming>> held = booked.holdAll(leases, WHILE_SETTLING);
        settlement.accept(held);
        booked.mustBeAll(leases, held.size());
    }

    @Override
    public void nack(Lease lease, Duration delay, String reason) throws QueueException {
        var held = hold(lease, WHILE_SETTLING);
        if (!book.giveBack(held.receipt(), delay)) {
            throw booked.lost("the lease on message " + lease.id());
        }
    }

    @Override
    public void deadLetter(Lease lease, String reason) throws QueueException {
        owner.bury(hold(lease, WHILE_SETTLING), reason);
    }

    /** Azure Service Bus lets nobody send to its dead letters. */
    @Override
    public void publishDead(Message message, String reason) throws QueueException {
        calls.mustBeOpen();
        if (settings.broker() == AmqpSettings.Kind.AZURE) {
            publishAgain(message);
            return;
        }
        try {
            calls.result(publisher.send(settings.deadLetterQueue(), AmqpMessages.encodeDead(message, reason, 1)));
        } catch (ClientException e) {
            throw calls.failure(e);
        }
    }

    @Override
    public List<DeadLetter> deadLetters(int max) throws QueueException {
        calls.mustBeOpen();
        try {
            return dead.list(max);
        } catch (ClientException e) {
            throw calls.failure(e);
        }
    }

    @Override
    public boolean redrive(String id, Message edited) throws QueueException {
        return take(id, () -> publishAgain(edited));
    }

    @Override
    public boolean discard(String id) throws QueueException {
        return take(id, () -> id);
    }

    private interface Before {
        String run() throws QueueException;
    }

    private boolean take(String id, Before before) throws QueueException {
        var found = new AtomicInteger();
        visit(letter -> {
            boolean match = found.get() == 0 && letter.id().equals(id);
            if (match) {
                before.run();
                found.incrementAndGet();
            }
            return match;
        });
        return found.get() > 0;
    }

    @Override
    public int redriveAll() throws QueueException {
        var count = new AtomicInteger();
        visit(letter -> {
            publishAgain(letter.message());
            count.incrementAndGet();
            return true;
        });
        return count.get();
    }

    private void visit(AmqpDeadLetters.Visitor visitor) throws QueueException {
        calls.mustBeOpen();
        try {
            dead.visit(Integer.MAX_VALUE, visitor);
        } catch (ClientException e) {
            throw calls.failure(e);
        }
    }

    @Override
    public Optional<MessageStatus> status(String id) {
        return book.status(id);
    }

    @Override
    public QueueDepth depth() {
        return new QueueDepth(
                OptionalLong.empty(),
                OptionalLong.of(book.delayedCount()),
                OptionalLong.of(book.leasedCount()),
                OptionalLong.empty(),
                Optional.empty());
    }

    @Override
    public void probe() throws QueueException {
        calls.mustBeOpen();
        try {
            publisher.probe(settings.queue());
            health.up();
        } catch (ClientException e) {
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
        if (!calls.close()) {
            return;
        }
        book.close();
        if (started) {
            intake.close();
        }
        publisher.close();
        publishing.close();
        receiving.close();
    }

    private LeaseBook.Taken<Incoming> hold(Lease lease, Duration time) throws QueueException {
        calls.mustBeOpen();
        return booked.hold(lease, time);
    }

    /** What of giving out messages is particular to AMQP. */
    private final class Owner implements BookedLeases.Owner<Incoming> {

        @Override
        public List<Lease> leases(List<LeaseBook.Taken<Incoming>> taken) {
            return taken.stream().map(this::lease).toList();
        }

        private Lease lease(LeaseBook.Taken<Incoming> taken) {
            return new Lease(
                    taken.entry().content().message(),
                    taken.receipt(),
                    taken.entry().attempts(),
                    taken.until());
        }

        void bury(LeaseBook.Taken<Incoming> held, String reason) throws QueueException {
            if (settings.broker() == AmqpSettings.Kind.AZURE) {
                settlement.deadLetterAtAzure(held, reason);
                return;
            }
            Message message = held.entry().content().message();
            try {
                calls.result(publisher.send(
                        settings.deadLetterQueue(),
                        AmqpMessages.encodeDead(message, reason, held.entry().attempts())));
            } catch (ClientException e) {
                throw calls.failure(e);
            }
            settlement.accept(List.of(held));
        }

        @Override
        public void mustWork() throws QueueException {
            intake.mustWork();
        }
    }
}
