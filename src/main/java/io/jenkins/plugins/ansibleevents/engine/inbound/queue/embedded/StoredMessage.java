package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message as it stands in a table: {@code published-millis:long id:text orderingKey:text? count:int (name:text
 * value:text)* body:bytes}.
 */
record StoredMessage(Instant published, Message message) {

    /**
     * The part that is needed while a message waits.
     *
     * @param size of the whole in bytes
     * @param endpoint that took it, or empty
     */
    record Head(Instant published, String id, @CheckForNull String orderingKey, int size, String endpoint) {}

    private static final int HEAD_SIZE = 256;

    byte[] encode() {
        return Bytes.of(HEAD_SIZE + message.body().length, out -> {
            out.writeLong(published.toEpochMilli());
            Bytes.text(out, message.id());
            Bytes.text(out, message.orderingKey());
            out.writeInt(message.attributes().size());
            for (Map.Entry<String, String> attribute : message.attributes().entrySet()) {
                Bytes.text(out, attribute.getKey());
                Bytes.text(out, attribute.getValue());
            }
            Bytes.bytes(out, message.body());
        });
    }

    static StoredMessage decode(byte[] bytes) {
        return decode(ByteBuffer.wrap(bytes));
    }

    static StoredMessage decode(ByteBuffer in) {
        Head head = head(in);
        Map<String, String> attributes = attributes(in);
        return new StoredMessage(head.published, new Message(head.id, Bytes.bytes(in), attributes, head.orderingKey));
    }

    private static Map<String, String> attributes(ByteBuffer in) {
        var attributes = new LinkedHashMap<String, String>();
        for (int left = in.getInt(); left > 0; left--) {
            attributes.put(Bytes.text(in), Bytes.text(in));
        }
        return attributes;
    }

    /** The endpoint that took it, or empty; does not read the body. */
    static String endpoint(ByteBuffer in) {
        head(in);
        return attributes(in).getOrDefault(Message.ENDPOINT, "");
    }

    static Head head(byte[] bytes) {
        Head head = head(ByteBuffer.wrap(bytes));
        // There are few endpoints, and many heads in memory.
        String endpoint = endpoint(ByteBuffer.wrap(bytes)).intern();
        return new Head(head.published, head.id, head.orderingKey, head.size, endpoint);
    }

    private static Head head(ByteBuffer in) {
        int size = in.remaining();
        return new Head(Instant.ofEpochMilli(in.getLong()), Bytes.text(in), Bytes.textOrNull(in), size, "");
    }
}
