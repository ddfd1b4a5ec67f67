package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How a message looks in Kafka: the value is the body, the key the ordering key, every attribute a header in UTF-8, the
 * id the header {@code ansible-events-id}. A dead letter has the id for its key (for compaction) and further headers:
 * {@code ansible-events-key} (ordering key), {@code -reason}, {@code -attempts}, {@code -since} (epoch milliseconds); a
 * later record with the same key and no value says that it is a dead letter no more.
 */
final class KafkaRecords {

    private static final String OWN = "ansible-events-";
    private static final String ID = OWN + "id";
    private static final String KEY = OWN + "key";
    private static final String REASON = OWN + "reason";
    private static final String ATTEMPTS = OWN + "attempts";
    private static final String SINCE = OWN + "since";

    private KafkaRecords() {}

    static ProducerRecord<byte[], byte[]> encode(String topic, Message message) {
        String orderingKey = message.orderingKey();
        byte[] key = orderingKey == null ? keyOfRepetitions(message) : bytes(orderingKey);
        return withAttributes(new ProducerRecord<>(topic, key, message.body()), message);
    }

    /** Repetitions of a delivery go into one partition, so that one consumer sees them all and knows the second. */
    @CheckForNull
    private static byte[] keyOfRepetitions(Message message) {
        return MessageIds.isOfDelivery(message.id()) ? bytes(message.id()) : null;
    }

    static ProducerRecord<byte[], byte[]> encodeDead(String topic, Message message, String reason, int attempts) {
        var record = withAttributes(new ProducerRecord<>(topic, bytes(message.id()), message.body()), message);
        String orderingKey = message.orderingKey();
        if (orderingKey != null) {
            record.headers().add(KEY, bytes(orderingKey));
        }
        record.headers().add(REASON, bytes(reason));
        record.headers().add(ATTEMPTS, bytes(Integer.toString(attempts)));
        record.headers().add(SINCE, bytes(Long.toString(System.currentTimeMillis())));
        return record;
    }

    /** Says that a dead letter is none any more. */
    static ProducerRecord<byte[], byte[]> encodeGone(String topic, String id) {
        return new ProducerRecord<>(topic, bytes(id), null);
    }

    private static ProducerRecord<byte[], byte[]> withAttributes(
            ProducerRecord<byte[], byte[]> record, Message message) {
        record.headers().add(ID, bytes(message.id()));
        message.attributes().forEach((name, value) -> record.headers().add(name, bytes(value)));
        return record;
    }

    /** Reads any record, also one that somebody else put there. */
    static Message decode(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? null : text(record.key());
        boolean isItsOwnId = key != null && key.equals(header(record.headers(), ID));
        return decode(record, isItsOwnId ? null : key);
    }

    /** Which dead letter a record of the dead-letter topic is about. */
    static String deadId(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? decode(record).id() : text(record.key());
    }

    static DeadLetter decodeDead(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        return new DeadLetter(
                decode(record, header(headers, KEY)),
                orElse(header(headers, REASON), ""),
                (int) number(header(headers, ATTEMPTS), 0),
                Instant.ofEpochMilli(number(header(headers, SINCE), record.timestamp())));
    }

    private static Message decode(ConsumerRecord<byte[], byte[]> record, @CheckForNull String key) {
        byte[] body = record.value() == null ? new byte[0] : record.value();
        Map<String, String> attributes = attributes(record.headers());
        String own = header(record.headers(), ID);
        String place = record.topic() + "-" + record.partition() + "-" + record.offset();
        try {
            return new Message(orElse(own, place), body, attributes, key);
        } catch (IllegalArgumentException foreign) {
            return new Message(place, body, attributes, key);
        }
    }

    private static Map<String, String> attributes(Headers headers) {
        var attributes = new HashMap<String, String>();
        for (Header header : headers) {
            if (Message.isName(header.key()) && !header.key().startsWith(OWN) && header.value() != null) {
                attributes.put(header.key(), text(header.value()).replaceAll("[\\p{Cntrl}&&[^\t]]", " "));
            }
        }
        return attributes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @CheckForNull
    private static String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : text(header.value());
    }

    private static String orElse(@CheckForNull String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static long number(@CheckForNull String text, long otherwise) {
        return text == null || !text.matches("\\d{1,18}") ? otherwise : Long.parseLong(text);
    }
}
