package io.jenkins.plugins.ansibleevents.engine.inbound.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DefaultDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.path.PathType;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A JSON Schema (2020-12 unless {@code $schema} names another draft). It has to be complete in itself: a {@code $ref}
 * to another document is refused when the schema is read, and nothing is ever fetched.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class MessageSchema {

    /** More would not help a sender and would make answers large. */
    private static final int MAX_VIOLATIONS = 20;

    /** A thousand times the time for a payload of 1 MiB with an ordinary schema. */
    private static final Duration MOST_TIME = Duration.ofSeconds(2);

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaLoader(
                            loader -> loader.fetchRemoteResources(false))
                    .schemaCacheEnabled(false)
                    .dialectRegistry(MessageSchema::dialect)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .locale(Locale.ROOT)
                            .preloadSchema(true)
                            .regularExpressionFactory(TimedExpression::new)
                            .build()));

    private static final Map<String, Dialect> DIALECTS = new ConcurrentHashMap<>();

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

    /** A draft as the library has it, without the keyword that takes too long with hostile payloads. */
    private static Dialect dialect(String id, SchemaRegistry registry) {
        Dialect known = DIALECTS.get(id);
        if (known == null) {
            Dialect draft = DefaultDialectRegistry.getInstance().getDialect(id, registry);
            known = Dialect.builder(draft).keyword(new UniqueItems()).build();
            DIALECTS.put(id, known);
        }
        return known;
    }

    /**
     * What is wrong with a payload; empty when it is valid. A payload that cannot be checked within two seconds is
     * invalid.
     */
    public List<SchemaViolation> validate(JsonNode payload) {
        return validate(payload, MOST_TIME);
    }

    List<SchemaViolation> validate(JsonNode payload, Duration most) {
        var time = new ValidationTime(schema.createExecutionContext().getExecutionConfig(), most, MAX_VIOLATIONS);
        try {
            time.during(() -> schema.validate(time, payload, OutputFormat.DEFAULT));
        } catch (ValidationTime.Over over) {
            return List.of(new SchemaViolation(
                    "",
                    "takes longer than " + most.toMillis() + " ms to check at " + over.getMessage()
                            + " of the schema"));
        } catch (StackOverflowError tooDeep) {
            // Java's regular expressions go one level deeper with every character of some texts.
            return List.of(new SchemaViolation("", "is too long or too deep to be checked with this schema"));
        }
        return time.getErrors().stream()
                .limit(MAX_VIOLATIONS)
                .map(MessageSchema::violation)
                .toList();
    }

    private static SchemaViolation violation(Error error) {
        // The library's text may quote the value, so keyword and schema say what is expected.
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
        return Excerpt.of(String.valueOf(expected), 200);
    }
}
