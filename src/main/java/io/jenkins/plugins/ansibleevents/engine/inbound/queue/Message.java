package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A message in a {@link MessageQueue}: bytes, an id, and attributes. Immutable; the body is not copied, so nobody may
 * change its bytes.
 *
 * <p>A message that this product published keeps its {@link #id} in every kind of queue (the broker's own id is not
 * shown). A message that somebody else put into a broker's queue has the broker's id: SQS {@code MessageId}, Kafka
 * {@code topic-partition-offset}, AMQP {@code message-id}; its {@link #endpoint} is empty unless the sender set the
 * attribute.
 *
 * @param id 1 to 200 characters, no control characters
 * @param body the bytes as they were received; may be empty
 * @param attributes names to values; names are 1 to 128 characters of {@code a-z A-Z 0-9 _ - .}, values any text
 *     without control characters other than tab; sorted by name
 * @param orderingKey messages of one key are delivered one after the other, in the order they were published; null for
 *     no order
 */
public record Message(
        String id,
        byte[] body,
        Map<String, String> attributes,
        @CheckForNull String orderingKey) {

    /** Media type of the body, for example {@code application/json}. */
    public static final String CONTENT_TYPE = "content-type";
    /** Name of the webhook endpoint that accepted the message. */
    public static final String ENDPOINT = "endpoint";
    /** The sender's own id of this delivery, for example GitHub's {@code X-GitHub-Delivery}. */
    public static final String DELIVERY_ID = "delivery-id";
    /** Who sent it: an address, or the name its authentication gave it. */
    public static final String SENDER = "sender";
    /** When it was accepted, ISO 8601 in UTC. */
    public static final String RECEIVED = "received";
    /** W3C Trace Context of its request. */
    public static final String TRACEPARENT = "traceparent";
    /** W3C Trace Context, the vendors' part. */
    public static final String TRACESTATE = "tracestate";

    private static final int MAX_ID = 200;
    private static final int MAX_NAME = 128;

    public Message {
        if (id.isEmpty() || id.length() > MAX_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("message id must be 1 to 200 printable characters, is \"" + id + "\"");
        }
        attributes.forEach(Message::check);
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** A message with a new id and no order. */
    public static Message of(byte[] body, Map<String, String> attributes) {
        return new Message(MessageIds.next(), body, attributes, null);
    }

    /** The same message with another body and media type, as after an edit. */
    public Message withBody(byte[] newBody) {
        return new Message(id, newBody, attributes, orderingKey);
    }

    /** The same message under another id. */
    public Message withId(String newId) {
        return new Message(newId, body, attributes, orderingKey);
    }

    public Message withOrderingKey(@CheckForNull String key) {
        return new Message(id, body, attributes, key);
    }

    public Message withAttribute(String name, String value) {
        var changed = new HashMap<>(attributes);
        changed.put(name, value);
        return new Message(id, body, changed, orderingKey);
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    public Optional<String> contentType() {
        return attribute(CONTENT_TYPE);
    }

    public Optional<String> endpoint() {
        return attribute(ENDPOINT);
    }

    public Optional<String> deliveryId() {
        return attribute(DELIVERY_ID);
    }

    public Optional<String> sender() {
        return attribute(SENDER);
    }

    /** When it was accepted; empty when the attribute is absent or not a time. */
    public Optional<Instant> received() {
        try {
            return attribute(RECEIVED).map(Instant::parse);
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }

    private static void check(String name, String value) {
        if (!isName(name)) {
            throw new IllegalArgumentException("attribute name must be 1 to 128 of a-z A-Z 0-9 _ - . , is " + name);
        }
        if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw new IllegalArgumentException("attribute " + name + " contains a control character");
        }
    }

    /** Whether a text may be the name of an attribute; messages of others may have names that are not allowed. */
    public static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME && name.chars().allMatch(Message::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that
                && id.equals(that.id)
                && Arrays.equals(body, that.body)
                && attributes.equals(that.attributes)
                && java.util.Objects.equals(orderingKey, that.orderingKey);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Id and size only: bodies may hold secrets. */
    @Override
    public String toString() {
        return "message " + id + " (" + body.length + " bytes)";
    }
}
