package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which topic, and how to get there.
 *
 * @param bootstrapServers {@code host:port}, several with commas
 * @param topic of the messages
 * @param group the consumer group; the same one after every restart, or messages would be missed or repeated
 * @param deadLetterTopic of the dead letters; best compacted
 * @param createTopics whether missing topics are made
 * @param partitions of a topic that is made; 0 for the broker's default
 * @param maxAttempts how often what a message asks for is tried before it becomes a dead letter; 1 to 1000
 * @param timeout how long one request may take, retries of the client included
 * @param properties further properties of the Kafka client, for example {@code security.protocol}
 * @param secretProperties the same with secret values, for example {@code sasl.jaas.config}
 */
public record KafkaSettings(
        String bootstrapServers,
        String topic,
        String group,
        String deadLetterTopic,
        boolean createTopics,
        int partitions,
        int maxAttempts,
        Duration timeout,
        Map<String, String> properties,
        Map<String, Secret> secretProperties) {

    /** Properties on which the promises of the queue stand. */
    private static final Set<String> OWN = Set.of(
            "acks",
            "auto.offset.reset",
            "bootstrap.servers",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "group.protocol",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    /** Names of the client's properties whose values are secrets; others only speak of tokens and passwords. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)password$|secret$|jaas\\.config$|keystore\\.key$|user\\.info$");

    static KafkaSettings read(Section section) throws SettingsException {
        String topic = section.requiredString("topic");
        var settings = new KafkaSettings(
                servers(section),
                topic,
                section.string("group").orElse("ansible-events-" + topic),
                section.string("deadLetterTopic").orElse(topic + "-dead-letters"),
                section.bool("createTopics", true),
                section.integer("partitions", 0, 10_000).orElse(0),
                section.integer("maxAttempts", 1, 1000).orElse(10),
                section.duration("timeout").orElse(Duration.ofSeconds(15)),
                properties(section),
                secrets(section));
        section.finish();
        return settings;
    }

    private static String servers(Section section) throws SettingsException {
        String servers = section.requiredString("bootstrapServers");
        for (String server : servers.split(",")) {
            if (!server.strip().matches("(?:[A-Za-z0-9_]+://)?(?:\\[[0-9a-fA-F:.%]+]|[^\\s:\\[\\]]+):[0-9]{1,5}")) {
                throw section.error(
                        "bootstrapServers",
                        "must be HOST:PORT, several with commas, for example kafka1:9092,kafka2:9092; is \"" + servers
                                + "\"");
            }
        }
        return servers;
    }

    private static Map<String, String> properties(Section section) throws SettingsException {
        Map<String, String> properties = section.stringMap("properties");
        for (String name : properties.keySet()) {
            mustNotBeOurs(section, "properties." + name, name);
            if (SECRET.matcher(name).find()) {
                throw section.error(
                        "properties." + name,
                        "holds a secret, which would be shown with the settings: move it to secretProperties (in Jenkins:"
                                + " to credentials)");
            }
        }
        return Map.copyOf(properties);
    }

    private static Map<String, Secret> secrets(Section section) throws SettingsException {
        var secrets = new LinkedHashMap<String, Secret>();
        Optional<Section> given = section.section("secretProperties");
        if (given.isPresent()) {
            for (String name : given.get().keys()) {
                mustNotBeOurs(section, "secretProperties." + name, name);
                secrets.put(name, given.get().secret(name).orElseThrow(() -> section.missing(name)));
            }
        }
        return Map.copyOf(secrets);
    }

    private static void mustNotBeOurs(Section section, String key, String name) throws SettingsException {
        if (OWN.contains(name)) {
            throw section.error(key, "is set by the queue itself, remove it");
        }
    }
}
