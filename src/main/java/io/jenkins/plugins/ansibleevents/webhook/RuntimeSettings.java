package io.jenkins.plugins.ansibleevents.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.ReceivedCheck;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration with its credentials and files looked up: an immutable value, compared to see whether a part has to
 * be built anew. It holds secrets, so it is never saved, and its text shows none.
 *
 * @param queue the engine's settings of the queue
 * @param isPrivate whether nobody else puts messages into the queue
 * @param endpoints by name the engine's settings of the usable endpoints
 * @param messages the engine's checks of messages that others put into the queue
 * @param problems by name the problems of the unusable endpoints
 */
record RuntimeSettings(
        ObjectNode queue,
        boolean isPrivate,
        Map<String, ObjectNode> endpoints,
        ObjectNode messages,
        Map<String, String> problems) {

    /** Looks up all credentials and files; an unusable endpoint does not stop the others. */
    static RuntimeSettings of(WebhookConfiguration configuration, Path home) throws SettingsException {
        var endpoints = new LinkedHashMap<String, ObjectNode>();
        var problems = new LinkedHashMap<String, String>();
        for (WebhookEndpoint endpoint : configuration.getEndpoints()) {
            try {
                ObjectNode settings = endpoint.settings();
                spec(endpoint.getName(), settings, home);
                endpoints.put(endpoint.getName(), settings);
            } catch (SettingsException e) {
                problems.put(endpoint.getName(), e.getMessage());
            }
        }
        return new RuntimeSettings(
                configuration.getQueue().settings(),
                configuration.getQueue().isPrivate(),
                endpoints,
                messages(configuration),
                problems);
    }

    private static ObjectNode messages(WebhookConfiguration configuration) throws SettingsException {
        JsonNode schema = configuration.getMessageSchema().isEmpty()
                ? JsonNodeFactory.instance.objectNode()
                : WebhookEndpoint.tree(configuration.getMessageSchema());
        return new SettingsBuilder()
                .value("schema", schema)
                .value("filters", WebhookEndpoint.conditions(configuration.getMessageFilters()))
                .build();
    }

    private static EndpointSpec spec(String name, ObjectNode settings, Path home) throws SettingsException {
        return EndpointSettings.read(name, SettingsFile.of(settings, "endpoint " + name, home), new JenkinsFetch());
    }

    List<EndpointSpec> specs(Path home) throws SettingsException {
        var specs = new ArrayList<EndpointSpec>();
        for (Map.Entry<String, ObjectNode> endpoint : endpoints.entrySet()) {
            specs.add(spec(endpoint.getKey(), endpoint.getValue(), home));
        }
        return specs;
    }

    /**
     * By endpoint the checks of messages from the queue; a private queue holds only checked messages and needs none.
     */
    Map<String, ReceivedCheck> checks(List<EndpointSpec> specs, Path home) throws SettingsException {
        if (isPrivate) {
            return Map.of();
        }
        Map<String, ReceivedCheck> checks = ReceivedCheck.of(specs);
        checks.put("", ReceivedCheck.read(SettingsFile.of(messages, "messages", home)));
        return checks;
    }

    boolean hasQueueOf(RuntimeSettings other) {
        return queue.equals(other.queue);
    }

    @Override
    public String toString() {
        return "endpoints " + endpoints.keySet() + ", unusable " + problems.keySet();
    }
}
