package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Stands for a queue that has lost accepted messages until an administrator has repaired it: every call is refused with
 * the reason. Safe for use by several threads.
 */
public final class DamagedQueue implements MessageQueue {

    private final QueueException damage;
    private final QueueHealth health;

    /** A queue that could not be opened because of this ({@link QueueException.Kind#DAMAGED}). */
    public DamagedQueue(QueueException damage) {
        this.damage = damage;
        this.health = new QueueHealth(false, Instant.now(), damage.getMessage());
    }

    /** One for each caller: an exception that several threads throw would collect each other's suppressed ones. */
    private QueueException refusal() {
        return new QueueException(damage.kind(), damage.getMessage(), damage);
    }

    @Override
    public String publish(Message message) throws QueueException {
        throw refusal();
    }

    @Override
    public void publishDead(Message message, String reason) throws QueueException {
        throw refusal();
    }

    @Override
    public CompletableFuture<String> publishAsync(Message message) {
        return CompletableFuture.failedFuture(refusal());
    }

    @Override
    public Published publishUnique(Message message, String deliveryKey, Duration window) throws QueueException {
        throw refusal();
    }

    @Override
    public boolean remembersDeliveries() {
        return true;
    }

    @Override
    public List<Lease> receive(int max, Duration lease, Duration wait) throws QueueException {
        throw refusal();
    }

    @Override
    public Lease extend(Lease lease, Duration time) throws QueueException {
        throw refusal();
    }

    @Override
    public void ackAll(Collection<Lease> leases) throws QueueException {
        throw refusal();
    }

    @Override
    public void nack(Lease lease, Duration delay, String reason) throws QueueException {
        throw refusal();
    }

    @Override
    public void deadLetter(Lease lease, String reason) throws QueueException {
        throw refusal();
    }

    @Override
    public int maxAttempts() {
        return 1;
    }

    @Override
    public List<DeadLetter> deadLetters(int max) throws QueueException {
        throw refusal();
    }

    @Override
    public boolean redrive(String id, Message edited) throws QueueException {
        throw refusal();
    }

    @Override
    public int redriveAll() throws QueueException {
        throw refusal();
    }

    @Override
    public boolean discard(String id) throws QueueException {
        throw refusal();
    }

    @Override
    public Optional<MessageStatus> status(String id) throws QueueException {
        throw refusal();
    }

    @Override
    public QueueDepth depth() throws QueueException {
        throw refusal();
    }

    @Override
    public void probe() throws QueueException {
        throw refusal();
    }

    @Override
    public QueueHealth health() {
        return health;
    }

    @Override
    public String description() {
        return "damaged queue";
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
