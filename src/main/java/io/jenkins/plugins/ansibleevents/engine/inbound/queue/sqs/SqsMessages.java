package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * How a message looks in SQS: the body as text when SQS takes its characters, else as base64; the first nine attributes
 * as message attributes of type String (SQS allows ten); what has no place there in one attribute {@code
 * ansible-events}, a JSON object: {@code id}, {@code key} (ordering key), {@code body} ({@code base64} or {@code
 * empty}), {@code more} (further attributes), and of a dead letter {@code reason}, {@code attempts}, {@code since}
 * (epoch milliseconds).
 */
final class SqsMessages {

    static final String OWN = "ansible-events";

    private static final int MOST_DIRECT = 9;
    private static final ObjectMapper JSON = new ObjectMapper();

    private SqsMessages() {}

    /** Body and attributes for a request to send. */
    record Sent(String body, Map<String, MessageAttributeValue> attributes) {}

    static Sent encode(Message message) {
        return encode(message, own(message));
    }

    static Sent encodeDead(Message message, String reason, int attempts, Instant since) {
        ObjectNode own = own(message);
        own.put("reason", reason).put("attempts", attempts).put("since", since.toEpochMilli());
        return encode(message, own);
    }

    private static Sent encode(Message message, ObjectNode own) {
        var attributes = new HashMap<String, MessageAttributeValue>();
        message.attributes().forEach((name, value) -> {
            if (attributes.size() < MOST_DIRECT && isDirect(name, value)) {
                attributes.put(name, text(value));
            } else {
                own.withObjectProperty("more").put(name, value);
            }
        });
        String body = plainText(message.body());
        if (message.body().length == 0) {
            own.put("body", "empty");
            body = "-";
        } else if (body == null) {
            own.put("body", "base64");
            body = Base64.getEncoder().encodeToString(message.body());
        }
        attributes.put(OWN, text(own.toString()));
        return new Sent(body, attributes);
    }

    /** Reads any message, also one that somebody else put there and that only looks like one of ours. */
    static Message decode(software.amazon.awssdk.services.sqs.model.Message received) {
        try {
            return decode(received, own(received));
        } catch (IllegalArgumentException foreign) {
            return decode(received, JSON.createObjectNode());
        }
    }

    private static Message decode(software.amazon.awssdk.services.sqs.model.Message received, JsonNode own) {
        var attributes = new TreeMap<String, String>();
        received.messageAttributes().forEach((name, value) -> put(attributes, name, value.stringValue()));
        own.path("more")
                .properties()
                .forEach(e -> put(attributes, e.getKey(), e.getValue().asText()));
        String id = own.path("id").asText(received.messageId());
        String group = received.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
        String key = own.has("id") ? own.path("key").asText(null) : group;
        return new Message(id, body(received.body(), own.path("body").asText()), attributes, key);
    }

    static DeadLetter decodeDead(software.amazon.awssdk.services.sqs.model.Message received) {
        JsonNode own = own(received);
        String sent = received.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0");
        return new DeadLetter(
                decode(received),
                own.path("reason").asText("moved by the redrive policy of the queue"),
                own.path("attempts").asInt(0),
                Instant.ofEpochMilli(own.path("since").asLong(Long.parseLong(sent))));
    }

    private static ObjectNode own(Message message) {
        ObjectNode own = JSON.createObjectNode().put("id", message.id());
        if (message.orderingKey() != null) {
            own.put("key", message.orderingKey());
        }
        return own;
    }

    /** What somebody else may have written there is taken as nothing. */
    private static JsonNode own(software.amazon.awssdk.services.sqs.model.Message received) {
        MessageAttributeValue value = received.messageAttributes().get(OWN);
        try {
            JsonNode own = value == null || value.stringValue() == null
                    ? JSON.createObjectNode()
                    : JSON.readTree(value.stringValue());
            return own.isObject() ? own : JSON.createObjectNode();
        } catch (JsonProcessingException foreign) {
            return JSON.createObjectNode();
        }
    }

    private static byte[] body(String text, String form) {
        return switch (form) {
            case "empty" -> new byte[0];
            case "base64" -> Base64.getDecoder().decode(text);
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    /** The bytes as text that SQS takes, or null. */
    @CheckForNull
    private static String plainText(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.codePoints().allMatch(SqsMessages::isAllowed) ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The characters of XML 1.0, which are those of SQS. */
    private static boolean isAllowed(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c != 0xFFFE && c != 0xFFFF;
    }

    private static boolean isDirect(String name, String value) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        return !value.isEmpty()
                && !name.equals(OWN)
                && !lower.startsWith("aws.")
                && !lower.startsWith("amazon.")
                && !name.startsWith(".")
                && !name.endsWith(".")
                && !name.contains("..")
                && value.codePoints().allMatch(SqsMessages::isAllowed);
    }

    private static void put(Map<String, String> attributes, String name, @CheckForNull String value) {
        if (!name.equals(OWN) && value != null && Message.isName(name)) {
            attributes.put(name, value.replaceAll("[\\p{Cntrl}&&[^\t]]", " "));
        }
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
