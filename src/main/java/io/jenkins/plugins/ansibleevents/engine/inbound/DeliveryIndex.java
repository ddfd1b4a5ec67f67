package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Published;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.store.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers deliveries for queues that do not ({@link MessageQueue#remembersDeliveries}). Table {@code deliveries}, key
 * -> message id; with a {@code ?} in front as long as the broker has not confirmed the message.
 *
 * <p>The id of a message is on disk before the broker gets the message. When the broker's answer or this process is
 * lost in between, the sender's repetition is queued again, rather twice than never, but with the same id: the
 * dispatcher recognises it and starts nothing. Of two equal deliveries at the same time the second waits for the first.
 */
final class DeliveryIndex {

    private static final String UNCONFIRMED = "?";

    private final Store store;
    private final ExpiringTable seen;
    private final Clock clock;
    private final ConcurrentHashMap<String, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();

    DeliveryIndex(Store store, Clock clock, Retention retention) {
        this.store = store;
        this.clock = clock;
        this.seen = new ExpiringTable(
                store,
                "deliveries",
                clock,
                new ExpiringTable.Limit(retention.deliveries(), retention.bytes(), id -> false));
    }

    long forgotten() {
        return seen.forgotten();
    }

    static String key(String endpoint, String deliveryId) {
        return endpoint + '/' + deliveryId;
    }

    /** Publishes a message. */
    @FunctionalInterface
    interface Publication {
        Published publish(Message message) throws QueueException;
    }

    Published publish(MessageQueue queue, Message message, String key, Duration window) throws QueueException {
        return publish(named -> new Published(queue.publish(named), false), message, key, window);
    }

    Published publish(Publication publication, Message message, String key, Duration window) throws QueueException {
        var mine = new CompletableFuture<String>();
        CompletableFuture<String> other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return first(other);
        }
        try {
            Published published = publishFirst(publication, message, key, window);
            mine.complete(published.id());
            return published;
        } catch (QueueException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            mine.cancel(false);
            underWay.remove(key, mine);
        }
    }

    private static Published first(CompletableFuture<String> other) throws QueueException {
        try {
            return new Published(other.join(), true);
        } catch (java.util.concurrent.CompletionException | java.util.concurrent.CancellationException e) {
            throw new QueueException(
                    QueueException.Kind.UNAVAILABLE, "the same delivery was under way and could not be stored", e);
        }
    }

    private Published publishFirst(Publication publication, Message message, String key, Duration window)
            throws QueueException {
        Optional<String> first = seen.get(key).map(b -> new String(b, StandardCharsets.UTF_8));
        if (first.isPresent() && !first.get().startsWith(UNCONFIRMED)) {
            return new Published(first.get(), true);
        }
        String id = first.map(noted -> noted.substring(UNCONFIRMED.length())).orElseGet(() -> idOf(key, window));
        Message named = message.withId(id);
        if (first.isEmpty()) {
            announce(key, id, window);
        }
        Published published = publication.publish(named);
        confirm(key, published.id(), window);
        return published;
    }

    /**
     * The same id for every gateway that gets this delivery in the same window: its broker or its consumers recognise
     * the second message by its id. Windows are counted from 1970 on; a repetition across
     * the border of two is a message of its own to other gateways.
     */
    private String idOf(String key, Duration window) {
        long millis = Math.max(1, window.toMillis());
        long now = clock.millis();
        return MessageIds.of(key, Instant.ofEpochMilli(now - now % millis));
    }

    private void announce(String key, String id, Duration window) throws QueueException {
        try {
            remember(key, UNCONFIRMED + id, window);
            store.sync();
        } catch (StoreException e) {
            throw new QueueException(
                    QueueException.Kind.UNAVAILABLE, "the delivery cannot be noted: " + e.getMessage(), e);
        }
    }

    private void confirm(String key, String id, Duration window) {
        try {
            remember(key, id, window);
        } catch (StoreException e) {
            // The message is safe, and a repetition gets the same id.
            Endpoint.LOGGER.log(java.util.logging.Level.WARNING, "the delivery of message " + id + " was not noted", e);
        }
    }

    private void remember(String key, String id, Duration window) throws StoreException {
        seen.put(key, id.getBytes(StandardCharsets.UTF_8), window);
    }
}
