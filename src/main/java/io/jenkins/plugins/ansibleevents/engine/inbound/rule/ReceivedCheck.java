package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.MessageSchema;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checks of a message from a queue into which others write too: the same as for a message over HTTP.
 *
 * @param schema what its payload must look like; otherwise it becomes a dead letter
 * @param filters what must be true of it; otherwise it starts nothing
 */
public record ReceivedCheck(Optional<MessageSchema> schema, Map<String, Condition> filters) {

    /** Takes everything. */
    public static final ReceivedCheck NONE = new ReceivedCheck(Optional.empty(), Map.of());

    /** By its name what an endpoint demands, for a queue into which others write, too. */
    public static Map<String, ReceivedCheck> of(List<EndpointSpec> endpoints) {
        var checks = new LinkedHashMap<String, ReceivedCheck>();
        endpoints.forEach(spec -> checks.put(spec.name(), new ReceivedCheck(spec.schema(), spec.filters())));
        return checks;
    }

    /** Reads {@code schema} and {@code filters} for messages that no endpoint has taken. */
    public static ReceivedCheck read(Section messages) throws SettingsException {
        var check = new ReceivedCheck(EndpointSettings.schema(messages), EndpointSettings.filters(messages));
        messages.finish();
        return check;
    }
}
