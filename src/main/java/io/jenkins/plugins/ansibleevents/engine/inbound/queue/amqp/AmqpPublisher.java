package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.DeliveryState;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.Tracker;
import org.apache.qpid.protonj2.client.exceptions.ClientDeliveryStateException;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/** Sends messages; a message is sent when the broker has accepted it. One thread waits for all the answers. */
final class AmqpPublisher implements AutoCloseable {

    private record Sent(Connection over, Tracker tracker, CompletableFuture<Boolean> result) {}

    private final AmqpSettings settings;
    private final AmqpLine line;
    private final LinkedBlockingQueue<Sent> unconfirmed = new LinkedBlockingQueue<>();
    private final Map<String, Sender> senders = new HashMap<>();
    private final Thread confirmer;
    private volatile boolean closed;

    @CheckForNull
    private Connection sendersOf;

    AmqpPublisher(AmqpSettings settings, AmqpLine line, String name) {
        this.settings = settings;
        this.line = line;
        this.confirmer = new Thread(this::confirm, name + " confirmations");
        this.confirmer.setDaemon(true);
        this.confirmer.start();
    }

    /** Sends; fails with what the client says, or with {@link QueueException}. May wait for credit of the broker. */
    CompletableFuture<Boolean> send(String address, Message<?> message) {
        var result = new CompletableFuture<Boolean>();
        Connection over = null;
        try {
            over = line.connection();
            unconfirmed.add(new Sent(over, sender(over, address).send(message), result));
        } catch (ClientException e) {
            line.broken(over);
            result.completeExceptionally(e);
        }
        return result;
    }

    /** Asks the broker for a way to this address, and gives it back. */
    void probe(String address) throws ClientException {
        Connection over = null;
        try {
            over = line.connection();
            Sender sender = over.openSender(address);
            try {
                sender.openFuture().get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                sender.closeAsync();
            }
        } catch (ClientException e) {
            line.broken(over);
            throw e;
        } catch (ExecutionException | TimeoutException e) {
            line.broken(over);
            throw e.getCause() instanceof ClientException known
                    ? known
                    : new ClientException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("interrupted", e);
        }
    }

    private synchronized Sender sender(Connection connection, String address) throws ClientException {
        if (connection != sendersOf) {
            senders.clear();
            sendersOf = connection;
        }
        Sender sender = senders.get(address);
        if (sender == null) {
            sender = connection.openSender(address);
            sender.openFuture();
            senders.put(address, sender);
        }
        return sender;
    }

    private void confirm() {
        while (!closed || !unconfirmed.isEmpty()) {
            try {
                Sent sent = unconfirmed.poll(1, TimeUnit.SECONDS);
                if (sent != null) {
                    confirm(sent);
                }
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private void confirm(Sent sent) {
        try {
            sent.tracker.awaitSettlement(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            DeliveryState state = sent.tracker.remoteState();
            if (state != null && state.isAccepted()) {
                sent.result.complete(true);
            } else {
                sent.result.completeExceptionally(
                        new ClientDeliveryStateException("the broker did not accept the message: " + state, state));
            }
        } catch (ClientException | RuntimeException e) {
            line.broken(sent.over);
            sent.result.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        confirmer.interrupt();
        for (Sent sent = unconfirmed.poll(); sent != null; sent = unconfirmed.poll()) {
            sent.result.completeExceptionally(new ClientException("closed"));
        }
    }
}
