package io.jenkins.plugins.ansibleevents.engine.inbound.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * The keyword {@code uniqueItems}. The library compares by the hash of the elements: with texts or numbers that were
 * chosen to have the same, 1 MB took two minutes. Texts in a set are sorted when their hashes are the same.
 */
final class UniqueItems implements Keyword {

    @Override
    public String getValue() {
        return KeywordType.UNIQUE_ITEMS.getValue();
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode schemaNode, Schema parent, SchemaContext context) {
        return new Validator(location, schemaNode, parent, context);
    }

    private static final class Validator extends BaseKeywordValidator {

        private final boolean wanted;

        Validator(SchemaLocation location, JsonNode schemaNode, Schema parent, SchemaContext context) {
            super(KeywordType.UNIQUE_ITEMS, schemaNode, location, parent, context);
            this.wanted = schemaNode.asBoolean();
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath place) {
            if (wanted && node.isArray() && hasEqualItems(node)) {
                execution.addError(error().instanceNode(node)
                        .instanceLocation(place)
                        .evaluationPath(execution.getEvaluationPath())
                        .locale(execution.getExecutionConfig().getLocale())
                        .build());
            }
        }

        private static boolean hasEqualItems(JsonNode array) {
            Set<String> seen = new HashSet<>();
            for (JsonNode item : array) {
                ValidationTime.checkCurrent();
                var text = new StringBuilder();
                write(item, text);
                if (!seen.add(text.toString())) {
                    return true;
                }
            }
            return false;
        }

        /** The same text for equal values only: sorted keys, numbers by value. */
        private static void write(JsonNode node, StringBuilder out) {
            if (node.isObject()) {
                var sorted = new TreeMap<String, JsonNode>();
                node.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
                out.append('{');
                sorted.forEach((key, value) -> {
                    out.append(key.length()).append(':').append(key);
                    write(value, out);
                });
                out.append('}');
            } else if (node.isArray()) {
                out.append('[');
                node.forEach(item -> write(item, out));
                out.append(']');
            } else if (node.isNumber()) {
                var number = node.decimalValue();
                out.append('n')
                        .append(number.signum() == 0 ? "0" : number.stripTrailingZeros())
                        .append(';');
            } else if (node.isTextual()) {
                out.append('"').append(node.textValue().length()).append(':').append(node.textValue());
            } else {
                out.append(node.asText()).append(';');
            }
        }
    }
}
