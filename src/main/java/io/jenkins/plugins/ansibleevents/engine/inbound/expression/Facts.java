package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that an expression can use: {@code payload} (the JSON body), {@code headers} (names in small letters),
 * {@code endpoint}, {@code message} ({@code id}, {@code sender}, {@code delivery}, {@code received}), {@code item} (the
 * element when a list was split, otherwise null) and {@code batch} (the facts of every message of a combined run).
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Facts {

    static final List<String> NAMES = List.of("payload", "headers", "endpoint", "message", "item", "batch");

    private final Map<String, Object> values;

    private Facts(Map<String, Object> values) {
        this.values = values;
    }

    /** The facts of one message. */
    public static Facts of(
            JsonNode payload, Map<String, String> headers, String endpoint, Map<String, String> message) {
        var values = new HashMap<String, Object>();
        values.put("payload", CelJson.fromJson(payload));
        values.put("headers", headers);
        values.put("endpoint", endpoint);
        values.put("message", message);
        values.put("item", CelJson.NULL);
        values.put("batch", List.of());
        return new Facts(values);
    }

    /** The same with one element of a split list as {@code item}. */
    public Facts withItem(JsonNode item) {
        return with("item", CelJson.fromJson(item));
    }

    /** The same with the facts of a combined run as {@code batch}. */
    public Facts withBatch(List<Facts> batch) {
        return with("batch", batch.stream().map(f -> f.values).toList());
    }

    private Facts with(String name, Object value) {
        var changed = new HashMap<>(values);
        changed.put(name, value);
        return new Facts(changed);
    }

    Map<String, Object> values() {
        return values;
    }
}
