package io.jenkins.plugins.ansibleevents.engine.inbound;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Published;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers deliveries for queues that do not ({@link MessageQueue#remembersDeliveries}).
 *
 * <p>A delivery is noted after the broker has confirmed its message: a crash in between forgets it, and a repetition is
 * then queued again. Duplicates are preferred to loss. Of two equal deliveries at the same time the second waits for the
 * first. The note of a delivery is on disk within about a second, before the process ends in good order, and when the
 * message is received ({@link #remember}).
 */
final class DeliveryIndex {

    private final ExpiringTable seen;
    private final ConcurrentHashMap<String, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();

    DeliveryIndex(Store store, Clock clock) {
        this.seen = new ExpiringTable(store, "deliveries", clock);
    }

    static String key(String endpoint, String deliveryId) {
        return endpoint + '/' + deliveryId;
    }

    Published publish(MessageQueue queue, Message message, String key, Duration window) throws QueueException {
        var mine = new CompletableFuture<String>();
        CompletableFuture<String> other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return first(other);
        }
        try {
            Published published = publishFirst(queue, message, key, window);
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

    private Published publishFirst(MessageQueue queue, Message message, String key, Duration window)
            throws QueueException {
        Optional<String> first = seen.get(key).map(b -> new String(b, StandardCharsets.UTF_8));
        if (first.isPresent()) {
            return new Published(first.get(), true);
        }
        String id = queue.publish(message);
        try {
            remember(key, id, window);
        } catch (StoreException e) {
            // The message is safe; only a repetition would not be recognised.
            Endpoint.LOGGER.log(java.util.logging.Level.WARNING, "the delivery of message " + id + " was not noted", e);
        }
        return new Published(id, false);
    }

    void remember(String key, String id, Duration window) throws StoreException {
        seen.put(key, id.getBytes(StandardCharsets.UTF_8), window);
    }
}
