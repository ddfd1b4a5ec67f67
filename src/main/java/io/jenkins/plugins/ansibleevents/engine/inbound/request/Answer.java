package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The answer to a sender.
 *
 * @param status the HTTP status code
 * @param headers further header fields, for example {@code Retry-After}
 * @param body the JSON body
 */
public record Answer(int status, Map<String, String> headers, ObjectNode body) {

    /** The content type of every answer. */
    public static final String CONTENT_TYPE = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** An answer with a body and no further headers. */
    public static Answer of(int status, ObjectNode body) {
        return new Answer(status, Map.of(), body);
    }

    /** An answer with {@code {"error": ...}}. */
    public static Answer error(int status, String error) {
        return of(status, json().put("error", error));
    }

    /** The same with {@code Retry-After}; at least one second. */
    public Answer retryAfter(long seconds) {
        return new Answer(status, Map.of("Retry-After", Long.toString(Math.max(1, seconds))), body);
    }

    /** The body as UTF-8. */
    public byte[] bytes() {
        return bytes(body);
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An empty JSON object. */
    public static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }
}
