package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.MessageSchema;
import java.util.Map;
import java.util.Optional;

/**
 * What is demanded of a message that is received from a queue into which others write too: the same as of one that comes
 * over HTTP.
 *
 * @param schema what its payload must look like; otherwise it becomes a dead letter
 * @param filters what must be true of it; otherwise it starts nothing
 */
public record ReceivedCheck(Optional<MessageSchema> schema, Map<String, Condition> filters) {

    /** Takes everything. */
    public static final ReceivedCheck NONE = new ReceivedCheck(Optional.empty(), Map.of());
}
