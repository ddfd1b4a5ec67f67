package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Locale;

/**
 * A JSON Schema (2020-12 unless {@code $schema} names another draft). It has to be complete in itself: a {@code $ref} to
 * another document is refused when the schema is read, and nothing is ever fetched.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class MessageSchema {

    /** More would not help a sender and would make answers large. */
    private static final int MAX_VIOLATIONS = 20;

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaLoader(
                            loader -> loader.fetchRemoteResources(false))
                    .schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .locale(Locale.ROOT)
                            .preloadSchema(true)
                            .build()));

    private final Schema schema;

    private MessageSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @param tree the schema
     * @throws IllegalArgumentException when it is no schema, or refers to another document
     */
    public static MessageSchema of(JsonNode tree) {
        if (!tree.isObject() && !tree.isBoolean()) {
            throw new IllegalArgumentException("a JSON Schema must be an object, true or false");
        }
        refuseRemoteReferences(tree, "");
        try {
            Schema schema = REGISTRY.getSchema(SchemaLocation.DOCUMENT, tree);
            schema.initializeValidators();
            return new MessageSchema(schema);
        } catch (SchemaException e) {
            throw new IllegalArgumentException("not a usable JSON Schema: " + e.getMessage(), e);
        }
    }

    private static void refuseRemoteReferences(JsonNode node, String pointer) {
        for (String keyword : List.of("$ref", "$dynamicRef")) {
            String target = node.path(keyword).asText("");
            if (!target.isEmpty() && !target.startsWith("#")) {
                throw new IllegalArgumentException(pointer + "/" + keyword + " refers to " + target
                        + "; only references inside the schema (#/$defs/...) are allowed");
            }
        }
        if (node.isObject()) {
            node.properties().forEach(e -> refuseRemoteReferences(e.getValue(), pointer + "/" + e.getKey()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseRemoteReferences(node.get(i), pointer + "/" + i);
        }
    }

    /** What is wrong with a payload; empty when nothing is. */
    public List<SchemaViolation> validate(JsonNode payload) {
        return schema.validate(payload).stream()
                .limit(MAX_VIOLATIONS)
                .map(MessageSchema::violation)
                .toList();
    }

    private static SchemaViolation violation(Error error) {
        // The library's text may quote the value; what is expected is told by the keyword and the schema.
        String pointer = error.getInstanceLocation().toString();
        String property = error.getProperty();
        String expected =
                switch (error.getKeyword()) {
                    case "required" -> "is required: " + property;
                    case "additionalProperties", "unevaluatedProperties" -> "is not allowed: " + property;
                    default -> error.getKeyword() + " must be " + shortened(error.getSchemaNode());
                };
        return new SchemaViolation(pointer, expected);
    }

    private static String shortened(JsonNode expected) {
        String text = String.valueOf(expected);
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
