package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The JSON dialect of events: results may be long and deep, because Ansible's are. */
final class EventJson {

    /** 200 MB of text in one string: four times the longest line that the tests read. */
    private static final int MAX_STRING = 200_000_000;

    private static final int MAX_DEPTH = 2_000;

    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_STRING)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .build();

    static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

    private EventJson() {}

    /**
     * The same object with {@code {}} as the value of a field, byte for byte otherwise; unchanged when it lacks the
     * field.
     */
    static byte[] emptied(byte[] json, String field) throws EventFormatException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(field);
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (found) {
                    parser.finishToken();
                    return spliced(json, from, (int) parser.currentLocation().getByteOffset());
                }
            }
            return json;
        } catch (IOException e) {
            throw new EventFormatException("not JSON: " + e.getClass().getSimpleName(), e);
        }
    }

    /** The text of a field of the object; empty when it has none. */
    static String text(byte[] json, String field) throws EventFormatException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(field);
                if (parser.nextToken() == JsonToken.VALUE_STRING && found) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
            return "";
        } catch (IOException e) {
            throw new EventFormatException("not JSON: " + e.getClass().getSimpleName(), e);
        }
    }

    private static byte[] spliced(byte[] json, int from, int to) {
        ByteBuffer result = ByteBuffer.allocate(from + 2 + json.length - to);
        result.put(json, 0, from).put((byte) '{').put((byte) '}').put(json, to, json.length - to);
        return result.array();
    }

    static ObjectNode readObject(byte[] json) throws EventFormatException {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new EventFormatException("not JSON: " + e.getClass().getSimpleName(), e);
        }
        throw new EventFormatException("not a JSON object");
    }
}
