package io.jenkins.plugins.ansibleevents.engine.inbound.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The keys that a JSON Schema knows, so that a typing error in a key is found before a message comes. It asks whether a key
 * is written down, not what values it may have: where a schema is too intricate for that it knows nothing, and says
 * nothing.
 */
public final class SchemaKeys {

    private static final Set<String> PLAIN = Set.of("string", "number", "integer", "boolean", "null");

    /** A schema that refers to itself has no end. */
    private static final int MOST_PARTS = 200;

    private static final int MOST_NAMED = 12;

    private final JsonNode root;
    private final String element;

    /**
     * Reads the keys of a schema.
     *
     * @param element the step of a path that stands for an element of a list
     */
    public SchemaKeys(JsonNode root, String element) {
        this.root = root;
        this.element = element;
    }

    /**
     * A key that a schema does not have.
     *
     * @param never whether no valid message can have it
     * @param known keys that it has in this place, the first ones
     */
    public record Missing(boolean never, List<String> known) {}

    /** A part of a schema that speaks about a value; {@code always} when it is not one of several alternatives. */
    private record Part(JsonNode schema, boolean always) {}

    /** Looks for the last key of a path; empty when the schema has it, or nothing can be said. */
    public Optional<Missing> missing(List<String> path) {
        List<Part> parts = parts(List.of(new Part(root, true)));
        for (int i = 0; i < path.size(); i++) {
            String step = path.get(i);
            List<Part> next = step.equals(element) ? elements(parts) : values(parts, step);
            if (next.isEmpty()) {
                boolean isLast = i == path.size() - 1;
                return isLast && !step.equals(element) ? missing(parts, step) : Optional.empty();
            }
            parts = parts(next);
        }
        return Optional.empty();
    }

    private static Optional<Missing> missing(List<Part> parts, String key) {
        if (parts.stream().anyMatch(part -> requires(part.schema(), key))) {
            return Optional.empty();
        }
        boolean isPlain = parts.stream()
                .anyMatch(part -> part.always()
                        && PLAIN.contains(part.schema().path("type").asText()));
        boolean isClosed = parts.stream().anyMatch(part -> part.always() && isClosed(part.schema()));
        boolean describes = parts.stream().anyMatch(part -> part.schema().has("properties"));
        boolean isOpen = parts.stream()
                .anyMatch(part -> part.schema().path("additionalProperties").asBoolean(false));
        if (!isPlain && !isClosed && (!describes || isOpen)) {
            return Optional.empty();
        }
        var known = new TreeSet<String>();
        parts.forEach(part -> {
            part.schema().path("properties").fieldNames().forEachRemaining(known::add);
            part.schema().path("required").forEach(name -> known.add(name.asText()));
        });
        return Optional.of(new Missing(
                isPlain || isClosed, known.stream().limit(MOST_NAMED).toList()));
    }

    private static boolean requires(JsonNode schema, String key) {
        for (JsonNode name : schema.path("required")) {
            if (name.asText().equals(key)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isClosed(JsonNode schema) {
        return isFalse(schema.path("additionalProperties")) || isFalse(schema.path("unevaluatedProperties"));
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.booleanValue();
    }

    private static List<Part> values(List<Part> parts, String key) {
        var found = new ArrayList<Part>();
        for (Part part : parts) {
            JsonNode schema = part.schema();
            if (schema.path("properties").has(key)) {
                found.add(new Part(schema.path("properties").path(key), part.always()));
                continue;
            }
            schema.path("patternProperties").properties().stream()
                    .filter(each -> matches(each.getKey(), key))
                    .forEach(each -> found.add(new Part(each.getValue(), part.always())));
            if (schema.path("additionalProperties").isObject()) {
                found.add(new Part(schema.path("additionalProperties"), part.always()));
            }
        }
        return found;
    }

    private static boolean matches(String pattern, String key) {
        try {
            return Pattern.compile(pattern).matcher(key).find();
        } catch (PatternSyntaxException e) {
            return true; // it is not known what it stands for
        }
    }

    private static List<Part> elements(List<Part> parts) {
        return parts.stream()
                .filter(part ->
                        part.schema().path("items").isObject() && !part.schema().has("prefixItems"))
                .map(part -> new Part(part.schema().path("items"), part.always()))
                .toList();
    }

    /** With all that they are made of. */
    private List<Part> parts(List<Part> begin) {
        var all = new ArrayList<Part>(begin);
        for (int i = 0; i < all.size() && all.size() < MOST_PARTS; i++) {
            Part part = all.get(i);
            JsonNode schema = part.schema();
            String target = schema.path("$ref").asText("");
            if (target.equals("#") || target.startsWith("#/")) {
                all.add(new Part(root.at(target.substring(1)), part.always()));
            }
            schema.path("allOf").forEach(each -> all.add(new Part(each, part.always())));
            for (String keyword : List.of("anyOf", "oneOf")) {
                schema.path(keyword).forEach(each -> all.add(new Part(each, false)));
            }
            for (String keyword : List.of("then", "else")) {
                if (schema.has(keyword)) {
                    all.add(new Part(schema.path(keyword), false));
                }
            }
            schema.path("dependentSchemas").forEach(each -> all.add(new Part(each, false)));
        }
        return all;
    }
}
