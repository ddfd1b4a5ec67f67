package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.broker.Broker;
import io.jenkins.plugins.ansibleevents.broker.CuttableProxy;
import io.jenkins.plugins.ansibleevents.broker.KafkaBroker;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueueContractTest;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Against a Kafka broker in KRaft mode. */
class KafkaQueueContractTest extends MessageQueueContractTest {

    private static final Broker BROKER = KafkaBroker.running();
    private String topic;

    @Override
    protected String settings(int maxAttempts, boolean ordered) {
        topic = "t" + MessageIds.next();
        // One group for all tests: a member that one of them leaves behind is seen by the next one.
        return """
                kafka:
                  bootstrapServers: 127.0.0.1:%d
                  topic: %s
                  group: contract
                  maxAttempts: %d
                  timeout: 5s
                  properties: {session.timeout.ms: 1500, heartbeat.interval.ms: 400}
                """.formatted(BROKER.port(), topic, maxAttempts);
    }

    @Override
    protected void restartBroker() {
        BROKER.restart();
    }

    @Override
    protected Optional<CuttableProxy> network() {
        return Optional.of(BROKER.proxy());
    }

    @Test
    void recordOfAnotherSystemHasItsPlaceForAnId() throws Exception {
        MessageQueue queue = open(settings(10, false));
        queue.ack(publishAndReceive(queue));
        var section = SettingsFile.parse(
                "{bootstrapServers: '127.0.0.1:%d', topic: %s}".formatted(BROKER.port(), topic), "test", directory);
        try (var producer = new KafkaClients(KafkaSettings.read(section)).producer()) {
            var record = new ProducerRecord<>(topic, 0, "db1".getBytes(UTF_8), "{}".getBytes(UTF_8));
            record.headers().add("tenant", "blue".getBytes(UTF_8));
            record.headers().add("not a name", "x".getBytes(UTF_8));
            producer.send(record).get(20, TimeUnit.SECONDS);
        }

        Lease lease = one(queue);

        assertThat(lease.id()).startsWith(topic + "-0-");
        assertThat(lease.message().orderingKey()).isEqualTo("db1");
        assertThat(lease.message().attributes()).containsExactly(Map.entry("tenant", "blue"));
    }

    private static Lease publishAndReceive(MessageQueue queue) throws Exception {
        queue.publish(message("first"));
        return one(queue);
    }
}
