package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics of the queue when they are missing, once. */
final class KafkaTopics {

    private static final Logger LOGGER = Logger.getLogger(KafkaTopics.class.getName());

    private final KafkaSettings settings;
    private final KafkaClients clients;
    private final Tried<Boolean> there = new Tried<>(this::make);

    KafkaTopics(KafkaSettings settings, KafkaClients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /** Throws what the client throws; then the next call tries again. */
    void ensure() {
        if (settings.createTopics()) {
            there.get();
        }
    }

    private boolean make() {
        try (Admin admin = clients.admin()) {
            Set<String> names = await(admin.listTopics().names());
            create(admin, names, topic(settings.topic()));
            // Compacted by id: a dead letter that was redriven or dropped leaves no more than its id for a while.
            create(admin, names, topic(settings.deadLetterTopic()).configs(Map.of("cleanup.policy", "compact")));
            return true;
        }
    }

    private NewTopic topic(String name) {
        Optional<Integer> partitions = Optional.of(settings.partitions()).filter(n -> n > 0);
        return new NewTopic(name, partitions, Optional.empty());
    }

    private static void create(Admin admin, Set<String> names, NewTopic topic) {
        if (names.contains(topic.name())) {
            return;
        }
        try {
            await(admin.createTopics(List.of(topic)).all());
            LOGGER.info(() -> "Created the Kafka topic " + topic.name());
        } catch (TopicExistsException somebodyElseWasFaster) {
            LOGGER.fine(() -> topic.name() + " was created meanwhile");
        } catch (AuthorizationException e) {
            LOGGER.warning(() -> "The Kafka topic " + topic.name() + " is missing or hidden, and may not be created: "
                    + e.getMessage());
        }
    }

    private static <R> R await(org.apache.kafka.common.KafkaFuture<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
