package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Backoff;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/**
 * The thread that receives messages from the broker, puts them into the book, and reconnects when the connection fails.
 */
final class AmqpIntake implements AutoCloseable {

    private static final long POLL_MILLIS = 200;

    /** For the bodies of messages that are not settled, as for Kafka. */
    private static final long MOST_BYTES = 32L << 20;

    private final AmqpSettings settings;
    private final AmqpLine line;
    private final LeaseBook<Incoming> book;
    private final HealthRecord health;
    private final String description;
    private final AzureLocks locks;
    private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile @CheckForNull QueueException failure;
    private volatile @CheckForNull AmqpInlet inlet;
    private long sequence;
    private final AtomicLong bytes = new AtomicLong();
    /** The first ones come one by one, until it is known how large they are. */
    private long usual = MOST_BYTES;

    AmqpIntake(
            AmqpSettings settings, AmqpLine line, LeaseBook<Incoming> book, HealthRecord health, String description) {
        this.settings = settings;
        this.line = line;
        this.book = book;
        this.health = health;
        this.description = description;
        this.locks = new AzureLocks(settings);
        this.thread = new Thread(this::run, description);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Throws while messages cannot be received. */
    void mustWork() throws QueueException {
        QueueException now = failure;
        if (now != null) {
            throw new QueueException(now.kind(), now.getMessage(), now);
        }
    }

    /** The message is settled: its lock need not be renewed any more. */
    void released(Incoming incoming) {
        bytes.addAndGet(-incoming.message().body().length);
        locks.forget(incoming.delivery());
    }

    /** Closes the connection over which something failed; messages received over it are redelivered. */
    void broken(AmqpInlet failed) {
        failed.lose();
        line.broken(failed.connection());
        book.removeIf(i -> i.inlet() == failed, this::released);
    }

    private void run() {
        while (stop.getCount() > 0) {
            try {
                receive();
            } catch (ClientException | RuntimeException e) {
                failed(e);
            }
        }
    }

    private void receive() throws ClientException {
        var now = new AmqpInlet(line.connection(), settings, settings.transactions());
        inlet = now;
        while (stop.getCount() > 0 && !now.isGone()) {
            now.ask(credit());
            Delivery delivery = now.next(POLL_MILLIS);
            works();
            if (delivery != null) {
                add(now, delivery);
            }
            locks.renew(now.connection());
        }
    }

    /**
     * What the broker may send: few enough that messages as large as the last ones stay within the bytes. Messages that
     * were allowed before may still arrive.
     */
    private int credit() {
        long free = MOST_BYTES - bytes.get();
        if (free <= 0) {
            return 0;
        }
        long fit = Math.max(1, free / Math.max(1, usual));
        return (int) Math.min(fit, Math.max(0, settings.prefetch() - book.size()));
    }

    private void works() {
        if (failure != null) {
            failure = null;
            backoff.reset();
        }
        health.up();
    }

    private void add(AmqpInlet from, Delivery delivery) throws ClientException {
        var received = delivery.message();
        Message message = AmqpMessages.decode(received);
        bytes.addAndGet(message.body().length);
        // Rises at once and falls slowly: one small message between large ones opens no gate.
        usual = Math.max(message.body().length, usual - usual / 8);
        locks.add(delivery, received);
        int attempts = (int) Math.min(Integer.MAX_VALUE, received.deliveryCount());
        book.add(
                ++sequence,
                message.id(),
                message.orderingKey(),
                attempts,
                Duration.ZERO,
                new Incoming(from, delivery, message));
    }

    private void failed(Exception error) {
        AmqpInlet last = inlet;
        if (last != null) {
            broken(last);
        }
        if (stop.getCount() == 0) {
            return;
        }
        QueueException translated = AmqpFailures.translate(description, error);
        failure = translated;
        health.down(translated.getMessage());
        try {
            stop.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
