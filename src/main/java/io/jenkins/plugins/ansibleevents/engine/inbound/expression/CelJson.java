package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON to the values of CEL and back. Whole numbers that fit 64 bits are {@code int} (or {@code uint} above 2^63), all
 * others {@code double}. Values that JSON does not have (times, bytes) become their text.
 */
final class CelJson {

    static final Object NULL = NullValue.NULL_VALUE;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CelJson() {}

    static Object fromJson(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> map(node);
            case ARRAY -> list(node);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            default -> NULL;
        };
    }

    private static Map<String, Object> map(JsonNode node) {
        var map = new LinkedHashMap<String, Object>();
        node.properties().forEach(e -> map.put(e.getKey(), fromJson(e.getValue())));
        return map;
    }

    private static List<Object> list(JsonNode node) {
        var list = new ArrayList<Object>(node.size());
        node.forEach(e -> list.add(fromJson(e)));
        return list;
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isIntegralNumber()
                && node.bigIntegerValue().bitLength() <= Long.SIZE
                && node.bigIntegerValue().signum() > 0) {
            return UnsignedLong.valueOf(node.bigIntegerValue());
        }
        return node.doubleValue();
    }

    static JsonNode toJson(Object value) {
        if (value instanceof Map<?, ?> map) {
            var object = JSON.objectNode();
            map.forEach((k, v) -> object.set(String.valueOf(k), toJson(v)));
            return object;
        }
        if (value instanceof List<?> list) {
            var array = JSON.arrayNode(list.size());
            list.forEach(e -> array.add(toJson(e)));
            return array;
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? toJson(optional.get()) : JSON.nullNode();
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Boolean b) {
            return JSON.booleanNode(b);
        }
        if (value instanceof Long n) {
            return JSON.numberNode(n);
        }
        if (value instanceof UnsignedLong n) {
            return JSON.numberNode(n.bigIntegerValue());
        }
        if (value instanceof Double n) {
            return JSON.numberNode(n);
        }
        return NULL.equals(value) || value instanceof com.google.protobuf.NullValue
                ? JSON.nullNode()
                : JSON.textNode(value.toString());
    }
}
