package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

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
