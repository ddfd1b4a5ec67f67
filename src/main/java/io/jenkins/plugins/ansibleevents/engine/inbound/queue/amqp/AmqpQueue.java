package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.BookedLeases;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.DeliveryState;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.apache.qpid.protonj2.client.exceptions.ClientTransactionDeclarationException;

/**
 * The queue on an AMQP 1.0 broker. Messages are taken from the broker by credit and are this process's until they are
 * settled or the connection ends; leases, delays and the order of keys are kept in memory meanwhile. What a broken
 * connection took along comes again; its attempts are those the broker counted ({@code delivery-count}), which leaves
 * out those of this process.
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
    private final AmqpIntake intake;
    private final Owner owner = new Owner();
    private final BookedLeases<Incoming> booked;
    private boolean started;
    private volatile boolean closed;

    AmqpQueue(AmqpSettings settings) {
        this.settings = settings;
        this.description = "AMQP queue " + settings.queue();
        this.health = new HealthRecord(description);
        this.book = new LeaseBook<>(settings.maxAttempts());
        this.booked = new BookedLeases<>(
                book, settings.maxAttempts(), owner, description, ", or the connection it came over failed");
        this.publishing = new AmqpLine(settings);
        this.receiving = new AmqpLine(settings);
        this.publisher = new AmqpPublisher(settings, publishing, description);
        this.dead = new AmqpDeadLetters(settings, publishing);
        this.intake = new AmqpIntake(settings, receiving, book, health, description);
    }

    @Override
    public String publish(Message message) throws QueueException {
        return await(publishAsync(message));
    }

    @Override
    public CompletableFuture<String> publishAsync(Message message) {
        CompletableFuture<Boolean> sent;
        try {
            mustBeOpen();
            sent = publisher.send(settings.queue(), AmqpMessages.encode(message));
        } catch (QueueException | ClientException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        return Pending.translated(sent, this::failure).thenApply(done -> {
            health.up();
            return message.id();
        });
    }

    @Override
    public List<Lease> receive(int max, Duration lease, Duration wait) throws QueueException, InterruptedException {
        mustBeOpen();
        startIntake();
        return booked.receive(max, lease, wait);
    }

    private synchronized void startIntake() {
        if (!started) {
            started = true;
            intake.start();
        }
    }

    @Override
    public Lease extend(Lease lease, Duration time) throws QueueException {
        mustBeOpen();
        return booked.extend(lease, time);
    }

    @Override
    public void ackAll(Collection<Lease> leases) throws QueueException {
        mustBeOpen();
        List<LeaseBook.Taken<Incoming>> held = booked.holdAll(leases, WHILE_SETTLING);
        settle(held, DeliveryState.accepted());
        booked.mustBeAll(leases, held.size());
    }

    private void settle(List<LeaseBook.Taken<Incoming>> held, DeliveryState outcome) throws QueueException {
        var byInlet = new LinkedHashMap<AmqpInlet, List<Delivery>>();
        for (LeaseBook.Taken<Incoming> one : held) {
            Incoming incoming = one.entry().content();
            byInlet.computeIfAbsent(incoming.inlet(), i -> new ArrayList<>()).add(incoming.delivery());
        }
        for (Map.Entry<AmqpInlet, List<Delivery>> one : byInlet.entrySet()) {
            settle(one.getKey(), one.getValue(), outcome);
        }
        for (LeaseBook.Taken<Incoming> one : held) {
            book.remove(one.receipt());
            intake.released(one.entry().content());
        }
    }

    /** When a settlement does not reach the broker, the message is the broker's again. */
    private void settle(AmqpInlet inlet, List<Delivery> deliveries, DeliveryState outcome) throws QueueException {
        try {
            inlet.settle(deliveries, outcome);
        } catch (ClientException e) {
            intake.broken(inlet);
            throw new QueueException(
                    QueueException.Kind.LEASE_LOST,
                    description + ": the broker did not confirm the settlement: " + e.getMessage()
                            + "; the message may come again" + hint(e),
                    e);
        }
    }

    private static String hint(ClientException error) {
        return error instanceof ClientTransactionDeclarationException
                ? " (has this broker no transactions? set transactions: false)"
                : "";
    }

    @Override
    public void nack(Lease lease, Duration delay, String reason) throws QueueException {
        var held = hold(lease, WHILE_SETTLING);
        if (booked.isLastAttempt(held)) {
            owner.bury(held, reason);
        } else if (!book.giveBack(held.receipt(), delay)) {
            throw booked.lost("the lease on message " + lease.id());
        }
    }

    @Override
    public void deadLetter(Lease lease, String reason) throws QueueException {
        owner.bury(hold(lease, WHILE_SETTLING), reason);
    }

    @Override
    public List<DeadLetter> deadLetters(int max) throws QueueException {
        mustBeOpen();
        try {
            return dead.list(max);
        } catch (ClientException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean redrive(String id, Message edited) throws QueueException {
        return take(id, () -> publish(edited));
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
            publish(letter.message());
            count.incrementAndGet();
            return true;
        });
        return count.get();
    }

    private void visit(AmqpDeadLetters.Visitor visitor) throws QueueException {
        mustBeOpen();
        try {
            dead.visit(Integer.MAX_VALUE, visitor);
        } catch (ClientException e) {
            throw failure(e);
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
    public QueueHealth health() {
        return health.get();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        book.close();
        if (started) {
            intake.close();
        }
        publisher.close();
        publishing.close();
        receiving.close();
    }

    private LeaseBook.Taken<Incoming> hold(Lease lease, Duration time) throws QueueException {
        mustBeOpen();
        return booked.hold(lease, time);
    }

    private <R> R await(CompletableFuture<R> future) throws QueueException {
        return Pending.result(future, settings.timeout().multipliedBy(3).toMillis(), this::failure);
    }

    private QueueException failure(Throwable error) {
        QueueException translated = AmqpFailures.translate(description, error);
        if (translated.kind() == QueueException.Kind.UNAVAILABLE || translated.kind() == QueueException.Kind.REFUSED) {
            health.down(translated.getMessage());
        }
        return translated;
    }

    private void mustBeOpen() throws QueueException {
        if (closed) {
            throw new QueueException(QueueException.Kind.CLOSED, description + " was closed");
        }
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

        @Override
        public void bury(LeaseBook.Taken<Incoming> held, String reason) throws QueueException {
            if (settings.broker() == AmqpSettings.Kind.AZURE) {
                Map<String, Object> info =
                        Map.of("DeadLetterReason", "ansible-events", "DeadLetterErrorDescription", reason);
                settle(List.of(held), DeliveryState.rejected("com.microsoft:dead-letter", reason, info));
                return;
            }
            Message message = held.entry().content().message();
            try {
                await(publisher.send(
                        settings.deadLetterQueue(),
                        AmqpMessages.encodeDead(message, reason, held.entry().attempts())));
            } catch (ClientException e) {
                throw failure(e);
            }
            settle(List.of(held), DeliveryState.accepted());
        }

        @Override
        public void mustWork() throws QueueException {
            intake.mustWork();
        }
    }
}
