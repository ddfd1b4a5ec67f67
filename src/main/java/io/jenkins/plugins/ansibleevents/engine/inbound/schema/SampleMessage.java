package io.jenkins.plugins.ansibleevents.engine.inbound.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A message that fits a JSON Schema, to try an endpoint with: its required keys, or all keys when none is required, with
 * examples, constants, first choices, formats, limits and simple patterns. The schema itself has the last word: where the
 * result does not fit, there is none.
 */
public final class SampleMessage {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 12;
    private static final int MOST_KEYS = 20;
    private static final int MOST_ELEMENTS = 5;
    private static final int LONGEST = 200;

    private final JsonNode root;

    private SampleMessage(JsonNode root) {
        this.root = root;
    }

    /** A message that is valid; empty when the schema is too intricate. */
    public static Optional<JsonNode> of(JsonNode schema) {
        try {
            JsonNode sample = new SampleMessage(schema).value(schema, 0);
            return MessageSchema.of(schema).validate(sample).isEmpty() ? Optional.of(sample) : Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException noExample) {
            return Optional.empty();
        }
    }

    private JsonNode value(JsonNode given, int depth) {
        JsonNode schema = merged(given, 0);
        for (JsonNode example :
                new JsonNode[] {schema.path("const"), schema.path("examples").path(0), schema.path("default")}) {
            if (!example.isMissingNode()) {
                return example;
            }
        }
        if (schema.path("enum").size() > 0) {
            return schema.path("enum").get(0);
        }
        return switch (depth > DEEPEST ? "null" : type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" ->
                JSON.numberNode(number(schema).setScale(0, RoundingMode.CEILING).toBigIntegerExact());
            case "number" -> JSON.numberNode(number(schema));
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(text(schema));
        };
    }

    /** One schema of a schema, of what it refers to, and of the first of its alternatives. */
    private JsonNode merged(JsonNode schema, int depth) {
        if (!schema.isObject() || depth > DEEPEST) {
            return JSON.objectNode();
        }
        ObjectNode merged = JSON.objectNode();
        String target = schema.path("$ref").asText("");
        if (target.startsWith("#")) {
            merge(merged, merged(root.at(target.substring(1)), depth + 1));
        }
        schema.path("allOf").forEach(part -> merge(merged, merged(part, depth + 1)));
        for (String alternatives : new String[] {"oneOf", "anyOf"}) {
            if (schema.path(alternatives).size() > 0) {
                merge(merged, merged(schema.path(alternatives).get(0), depth + 1));
            }
        }
        merge(merged, schema);
        return merged;
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(each -> {
            JsonNode before = into.path(each.getKey());
            if (before instanceof ObjectNode keys && each.getKey().equals("properties")) {
                each.getValue().properties().forEach(key -> keys.set(key.getKey(), key.getValue()));
            } else if (before instanceof ArrayNode names && each.getKey().equals("required")) {
                names.addAll((ArrayNode) each.getValue());
            } else {
                into.set(each.getKey(), each.getValue().deepCopy());
            }
        });
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            return type.asText();
        }
        for (JsonNode each : type) {
            if (!each.asText().equals("null")) {
                return each.asText();
            }
        }
        if (schema.has("properties") || schema.has("required") || schema.has("additionalProperties")) {
            return "object";
        }
        if (schema.has("items") || schema.has("minItems")) {
            return "array";
        }
        return schema.has("minimum") || schema.has("maximum") || schema.has("multipleOf") ? "number" : "string";
    }

    private JsonNode object(JsonNode schema, int depth) {
        JsonNode properties = schema.path("properties");
        Set<String> keys = new LinkedHashSet<>();
        schema.path("required").forEach(name -> keys.add(name.asText()));
        if (keys.isEmpty()) {
            properties.fieldNames().forEachRemaining(name -> {
                if (keys.size() < MOST_KEYS) {
                    keys.add(name);
                }
            });
        }
        ObjectNode object = JSON.objectNode();
        for (String key : keys) {
            JsonNode known = properties.has(key) ? properties.path(key) : schema.path("additionalProperties");
            object.set(key, value(known, depth + 1));
        }
        return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        schema.path("prefixItems").forEach(each -> array.add(value(each, depth + 1)));
        int wanted = Math.min(MOST_ELEMENTS, schema.path("minItems").asInt(schema.has("items") ? 1 : 0));
        while (array.size() < wanted) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private static BigDecimal number(JsonNode schema) {
        BigDecimal number = BigDecimal.ONE;
        if (schema.has("minimum")) {
            number = schema.path("minimum").decimalValue();
        } else if (schema.has("exclusiveMinimum")) {
            number = schema.path("exclusiveMinimum").decimalValue().add(BigDecimal.ONE);
        } else if (schema.has("maximum")) {
            number = number.min(schema.path("maximum").decimalValue());
        } else if (schema.has("exclusiveMaximum")) {
            number = number.min(schema.path("exclusiveMaximum").decimalValue().subtract(BigDecimal.ONE));
        }
        if (schema.path("multipleOf").isNumber()) {
            BigDecimal step = schema.path("multipleOf").decimalValue();
            number = number.divide(step, 0, RoundingMode.CEILING).multiply(step);
        }
        return number;
    }

    private static String text(JsonNode schema) {
        String format = schema.path("format").asText("");
        String text =
                switch (format) {
                    case "date-time" -> "2026-01-31T12:00:00Z";
                    case "date" -> "2026-01-31";
                    case "time" -> "12:00:00Z";
                    case "duration" -> "PT1M";
                    case "email" -> "somebody@example.com";
                    case "hostname" -> "web1.example.com";
                    case "ipv4" -> "192.0.2.1";
                    case "ipv6" -> "2001:db8::1";
                    case "uri", "uri-reference", "iri" -> "https://example.com/";
                    case "uuid" -> "00000000-0000-4000-8000-000000000000";
                    default ->
                        schema.has("pattern")
                                ? new PatternSample(schema.path("pattern").asText()).text()
                                : "example";
                };
        int least = Math.min(LONGEST, schema.path("minLength").asInt(0));
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        String filled = text.length() < least ? text + "x".repeat(least - text.length()) : text;
        return filled.length() > most ? filled.substring(0, Math.max(0, most)) : filled;
    }
}
