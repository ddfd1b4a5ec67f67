package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Admission;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A queue in memory that fails when a test says so, and remembers what was done to each message. */
public final class FaultyQueue implements MessageQueue {

    private final LinkedBlockingQueue<Lease> waiting = new LinkedBlockingQueue<>();
    /** Everything that was published. */
    public final List<Message> published = new ArrayList<>();
    /** Message id to {@code ack}, {@code nack DELAY REASON} or {@code dead REASON}; the last one counts. */
    public final Map<String, String> settled = new LinkedHashMap<>();
    /** When set, publishing fails with it. */
    public volatile QueueException publishFault;
    /** When set, a message is stored and the publisher gets this exception. */
    public volatile QueueException answerFault;
    /** When set, the next extension fails with it. */
    public volatile QueueException extendFault;
    /** When set, the next call of receive ends with it. */
    public volatile Error receiveError;
    /** How often a lease was extended. */
    public volatile int extensions;

    @Override
    public synchronized String publish(Message message) throws QueueException {
        if (publishFault != null) {
            throw publishFault;
        }
        published.add(message);
        deliver(message, 1);
        if (answerFault != null) {
            throw answerFault;
        }
        return message.id();
    }

    /** Puts a message in as if it came for the n-th time. */
    public void deliver(Message message, int attempt) {
        waiting.add(new Lease(
                message, message.id() + "#" + attempt, attempt, Instant.now().plusSeconds(60)));
    }

    @Override
    public CompletableFuture<String> publishAsync(Message message) {
        try {
            return CompletableFuture.completedFuture(publish(message));
        } catch (QueueException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public int maxAttempts() {
        return 10;
    }

    @Override
    public List<Lease> receive(int max, Duration lease, Duration wait) throws InterruptedException {
        Error error = receiveError;
        if (error != null) {
            receiveError = null;
            throw error;
        }
        var received = new ArrayList<Lease>();
        Lease first = waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            received.add(first);
            waiting.drainTo(received, max - 1);
        }
        return received;
    }

    /** Leaves unwanted messages in their places. */
    @Override
    public List<Lease> receive(int max, Duration lease, Duration wait, Admission admission)
            throws InterruptedException {
        var received = new ArrayList<Lease>();
        var later = new ArrayList<Lease>();
        for (Lease one : receive(max, lease, wait)) {
            boolean isWanted = admission.admits(
                    one.message().endpoint().orElse(""), one.message().body().length);
            (isWanted ? received : later).add(one);
        }
        waiting.addAll(later);
        return received;
    }

    @Override
    public Lease extend(Lease lease, Duration time) throws QueueException {
        QueueException fault = extendFault;
        if (fault != null) {
            extendFault = null;
            throw fault;
        }
        synchronized (this) {
            extensions++;
        }
        return lease;
    }

    @Override
    public synchronized void ackAll(Collection<Lease> leases) {
        leases.forEach(l -> settled.put(l.id(), "ack"));
    }

    @Override
    public synchronized void nack(Lease lease, Duration delay, String reason) {
        settled.put(lease.id(), "nack " + delay.toSeconds() + "s " + reason);
    }

    @Override
    public synchronized void deadLetter(Lease lease, String reason) {
        settled.put(lease.id(), "dead " + reason);
    }

    /** The settlement of a message; empty when it is not settled yet. */
    public synchronized String settled(String id) {
        return settled.getOrDefault(id, "");
    }

    @Override
    public synchronized void publishDead(Message message, String reason) {
        settled.put(message.id(), "dead " + reason);
    }

    @Override
    public List<DeadLetter> deadLetters(int max) {
        return List.of();
    }

    @Override
    public boolean redrive(String id, Message edited) {
        return false;
    }

    @Override
    public int redriveAll() {
        return 0;
    }

    @Override
    public boolean discard(String id) {
        return false;
    }

    @Override
    public Optional<MessageStatus> status(String id) {
        return Optional.empty();
    }

    @Override
    public QueueDepth depth() {
        return QueueDepth.UNKNOWN;
    }

    @Override
    public QueueHealth health() {
        return new QueueHealth(true, Instant.EPOCH, "");
    }

    @Override
    public String description() {
        return "queue in memory";
    }

    @Override
    public void close() {}
}
