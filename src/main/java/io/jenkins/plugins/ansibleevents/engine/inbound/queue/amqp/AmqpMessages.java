package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.apache.qpid.protonj2.types.messaging.Data;
import org.apache.qpid.protonj2.types.messaging.Section;

/**
 * How a message looks in AMQP: the body one data section, the id {@code message-id}, the ordering key {@code group-id},
 * the media type {@code content-type}, every other attribute an application property. A message that is published again
 * has another {@code message-id} and its own one as application property {@code ansible-events-id}. A copy in a
 * dead-letter queue has the application properties {@code ansible-events-reason}, {@code -attempts} and {@code -since}
 * (epoch milliseconds); Azure writes {@code DeadLetterReason} and {@code DeadLetterErrorDescription} itself.
 */
final class AmqpMessages {

    private static final String OWN = "ansible-events-";
    private static final String ID = OWN + "id";
    private static final String REASON = OWN + "reason";
    private static final String ATTEMPTS = OWN + "attempts";
    private static final String SINCE = OWN + "since";
    private static final String AZURE_REASON = "DeadLetterReason";
    private static final String AZURE_DESCRIPTION = "DeadLetterErrorDescription";

    /** By which Artemis knows a repetition; others ignore it. Azure has the message-id for that. */
    private static final String ARTEMIS_DUPLICATE = "_AMQ_DUPL_ID";

    private AmqpMessages() {}

    /** A message that comes for the first time, or as a repetition that the broker may drop. */
    static org.apache.qpid.protonj2.client.Message<byte[]> encodeNew(Message message) throws ClientException {
        var encoded = encode(message);
        if (MessageIds.isOfDelivery(message.id())) {
            encoded.property(ARTEMIS_DUPLICATE, message.id());
        }
        return encoded;
    }

    /**
     * A message that is published again on purpose gets another id for the broker, which may drop repetitions by id.
     */
    static org.apache.qpid.protonj2.client.Message<byte[]> encodeAgain(Message message) throws ClientException {
        var encoded = encode(message);
        encoded.messageId(MessageIds.next());
        encoded.property(ID, message.id());
        return encoded;
    }

    private static org.apache.qpid.protonj2.client.Message<byte[]> encode(Message message) throws ClientException {
        var encoded = org.apache.qpid.protonj2.client.Message.create(message.body());
        encoded.durable(true);
        encoded.messageId(message.id());
        if (message.orderingKey() != null) {
            encoded.groupId(message.orderingKey());
        }
        for (Map.Entry<String, String> attribute : message.attributes().entrySet()) {
            if (attribute.getKey().equals(Message.CONTENT_TYPE)) {
                encoded.contentType(attribute.getValue());
            } else {
                encoded.property(attribute.getKey(), attribute.getValue());
            }
        }
        return encoded;
    }

    static org.apache.qpid.protonj2.client.Message<byte[]> encodeDead(Message message, String reason, int attempts)
            throws ClientException {
        var encoded = encode(message);
        encoded.property(REASON, reason);
        encoded.property(ATTEMPTS, attempts);
        encoded.property(SINCE, System.currentTimeMillis());
        return encoded;
    }

    /** Reads any message, also one that somebody else put there. */
    static Message decode(org.apache.qpid.protonj2.client.Message<?> received) throws ClientException {
        byte[] body = body(received);
        Map<String, String> attributes = attributes(received);
        String key = received.groupId();
        String own = property(received, ID);
        Object id = own == null ? received.messageId() : own;
        try {
            return new Message(id == null ? MessageIds.next() : id.toString(), body, attributes, key);
        } catch (IllegalArgumentException foreign) {
            return new Message(MessageIds.next(), body, attributes, key);
        }
    }

    static DeadLetter decodeDead(org.apache.qpid.protonj2.client.Message<?> received) throws ClientException {
        String reason = property(received, REASON);
        if (reason == null) {
            reason = property(received, AZURE_DESCRIPTION);
        }
        if (reason == null) {
            reason = property(received, AZURE_REASON);
        }
        return new DeadLetter(
                decode(received),
                reason == null ? "put aside by the broker" : reason,
                (int) number(property(received, ATTEMPTS), received.deliveryCount()),
                Instant.ofEpochMilli(number(property(received, SINCE), received.creationTime())));
    }

    private static Map<String, String> attributes(org.apache.qpid.protonj2.client.Message<?> received)
            throws ClientException {
        var attributes = new HashMap<String, String>();
        if (received.hasProperties()) {
            received.forEachProperty((name, value) -> put(attributes, name, value));
        }
        put(attributes, Message.CONTENT_TYPE, received.contentType());
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, @CheckForNull Object value) {
        boolean own = name.startsWith(OWN)
                || name.equals(ARTEMIS_DUPLICATE)
                || name.equals(AZURE_REASON)
                || name.equals(AZURE_DESCRIPTION);
        if (!own && value != null && Message.isName(name)) {
            attributes.put(name, value.toString().replaceAll("[\\p{Cntrl}&&[^\t]]", " "));
        }
    }

    private static byte[] body(org.apache.qpid.protonj2.client.Message<?> received) throws ClientException {
        var bytes = new ByteArrayOutputStream();
        for (Section<?> section : received.toAdvancedMessage().bodySections()) {
            byte[] part = section instanceof Data data ? data.getValue() : text(section.getValue());
            if (part != null) {
                bytes.writeBytes(part);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] text(@CheckForNull Object value) {
        return value == null ? new byte[0] : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    @CheckForNull
    private static String property(org.apache.qpid.protonj2.client.Message<?> message, String name)
            throws ClientException {
        Object value = message.hasProperties() ? message.property(name) : null;
        return value == null ? null : value.toString();
    }

    private static long number(@CheckForNull String text, long otherwise) {
        return text == null || !text.matches("\\d{1,18}") ? otherwise : Long.parseLong(text);
    }
}
