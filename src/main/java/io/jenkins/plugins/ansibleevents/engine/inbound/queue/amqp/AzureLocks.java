package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.apache.qpid.protonj2.engine.IncomingDelivery;

/**
 * Keeps the locks of Azure Service Bus: a message is this process's until {@code x-opt-locked-until}, unless the
 * request {@code com.microsoft:renew-lock} to {@code QUEUE/$management} prolongs it ("AMQP in Service Bus: request-
 * response based operations"). All locks are renewed when the first of them has less than half of its time left. For
 * other brokers this does nothing.
 *
 * <p>Used by the receiving thread; {@link #forget} by any.
 */
final class AzureLocks {

    private static final Logger LOGGER = Logger.getLogger(AzureLocks.class.getName());

    private static final String LOCKED_UNTIL = "x-opt-locked-until";
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int OK = 200;

    private record Lock(UUID token, Instant renewAt) {}

    private final AmqpSettings settings;
    private final Map<Delivery, Lock> locks = new ConcurrentHashMap<>();

    /** The links to the management node, over one connection. */
    private record Management(Connection over, Sender requests, Receiver answers) {}

    @CheckForNull
    private Management management;

    AzureLocks(AmqpSettings settings) {
        this.settings = settings;
    }

    void add(Delivery delivery, Message<?> message) throws ClientException {
        if (settings.broker() != AmqpSettings.Kind.AZURE) {
            return;
        }
        byte[] tag = tagOf(delivery);
        if (tag.length == 16 && message.hasAnnotation(LOCKED_UNTIL)) {
            locks.put(delivery, new Lock(token(tag), renewAt(message.annotation(LOCKED_UNTIL))));
        }
    }

    /** The client keeps the tag of a delivery to itself, but in Azure it is the token of the message's lock. */
    private static byte[] tagOf(Delivery delivery) throws ClientException {
        try {
            Method inner = delivery.getClass().getSuperclass().getDeclaredMethod("protonDelivery");
            inner.setAccessible(true);
            return ((IncomingDelivery) inner.invoke(delivery)).getTag().tagBytes();
        } catch (ReflectiveOperationException e) {
            throw new ClientException("this version of the AMQP client does not show the tag of a delivery", e);
        }
    }

    void forget(Delivery delivery) {
        locks.remove(delivery);
    }

    /** Renews the locks if it is time; a lock that cannot be renewed ends, and its message is redelivered. */
    void renew(Connection connection) {
        Instant now = Instant.now();
        if (locks.values().stream().noneMatch(l -> l.renewAt.isBefore(now))) {
            return;
        }
        var deliveries = new ArrayList<Delivery>();
        var tokens = new ArrayList<UUID>();
        locks.forEach((delivery, lock) -> {
            deliveries.add(delivery);
            tokens.add(lock.token);
        });
        try {
            List<Instant> renewed = ask(connection, tokens);
            for (int i = 0; i < deliveries.size(); i++) {
                // Without its new end a lock is renewed again soon rather than lost.
                Instant next = i < renewed.size() ? renewed.get(i) : now.plus(SOON);
                locks.computeIfPresent(deliveries.get(i), (d, old) -> new Lock(old.token, next));
            }
        } catch (ClientException e) {
            LOGGER.log(Level.WARNING, settings.queue() + ": locks are not renewed, messages may be redelivered", e);
            locks.replaceAll((d, lock) -> new Lock(lock.token, now.plus(SOON)));
        }
    }

    private List<Instant> ask(Connection connection, List<UUID> tokens) throws ClientException {
        Management node = management(connection);
        Message<Map<String, Object>> request =
                Message.create(Map.of("lock-tokens", (Object) tokens.toArray(UUID[]::new)));
        request.messageId(UUID.randomUUID().toString());
        request.replyTo(node.answers.address());
        request.property("operation", "com.microsoft:renew-lock");
        node.requests.send(request);
        Delivery answer = node.answers.receive(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            throw new ClientException(
                    "no answer to renew-lock within " + settings.timeout().toSeconds() + " s");
        }
        return expirations(answer.message());
    }

    private static List<Instant> expirations(Message<?> answer) throws ClientException {
        Object status = answer.hasProperties() ? answer.property("statusCode") : null;
        if (!(status instanceof Number code) || code.intValue() != OK) {
            throw new ClientException("renew-lock was answered with " + status + " "
                    + (answer.hasProperties() ? answer.property("statusDescription") : ""));
        }
        var result = new ArrayList<Instant>();
        Object times = answer.body() instanceof Map<?, ?> body ? body.get("expirations") : null;
        int count = times != null && times.getClass().isArray() ? Array.getLength(times) : 0;
        for (int i = 0; i < count; i++) {
            // The codec gives an array of timestamps as dates or as milliseconds.
            result.add(renewAt(Array.get(times, i)));
        }
        return result;
    }

    private Management management(Connection connection) throws ClientException {
        Management known = management;
        if (known == null || known.over != connection) {
            known = new Management(
                    connection,
                    connection.openSender(settings.queue() + "/$management"),
                    connection.openDynamicReceiver());
            management = known;
        }
        return known;
    }

    /** Half way between now and the end of a lock, at most a minute from now. */
    private static Instant renewAt(@CheckForNull Object lockedUntil) {
        Instant now = Instant.now();
        Instant end = now;
        if (lockedUntil instanceof Date date) {
            end = date.toInstant();
        } else if (lockedUntil instanceof Number millis) {
            end = Instant.ofEpochMilli(millis.longValue());
        }
        Duration half = Duration.between(now, end).dividedBy(2);
        return now.plus(half.compareTo(AT_MOST) > 0 ? AT_MOST : half);
    }

    /** The lock token is the delivery tag: a GUID as .NET writes it, its first three groups little-endian. */
    static UUID token(byte[] tag) {
        var bytes = ByteBuffer.wrap(tag);
        long first = Integer.reverseBytes(bytes.getInt()) & 0xFFFF_FFFFL;
        long second = Short.reverseBytes(bytes.getShort()) & 0xFFFFL;
        long third = Short.reverseBytes(bytes.getShort()) & 0xFFFFL;
        return new UUID(first << 32 | second << 16 | third, bytes.getLong());
    }
}
