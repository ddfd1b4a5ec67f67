package io.jenkins.plugins.ansibleevents.engine.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionException;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ReadKeys;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ReadKeys.Path;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.SchemaKeys;
import java.util.ArrayList;
import java.util.List;

/**
 * A key that an expression reads and the schema of the endpoint does not have: most likely a typing error, by which a
 * condition is never met.
 *
 * @param path from {@code payload} on
 * @param never whether the schema allows no such key, so that no message has it
 * @param known keys that the schema has in this place, the first ones
 */
public record UnknownKey(String path, boolean never, List<String> known) {

    /**
     * Compares an expression with a schema.
     *
     * @param split what makes {@code item}; empty when the message is not split
     * @return none also for an expression that does not compile, which has its own error
     */
    public static List<UnknownKey> in(String source, String split, JsonNode schema) {
        var keys = new SchemaKeys(schema, Path.ELEMENT);
        var unknown = new ArrayList<UnknownKey>();
        try {
            for (Path path : ReadKeys.of(source, split)) {
                keys.missing(path.steps())
                        .ifPresent(missing ->
                                unknown.add(new UnknownKey(path.toString(), missing.never(), missing.known())));
            }
        } catch (ExpressionException e) {
            return List.of();
        }
        return unknown;
    }
}
