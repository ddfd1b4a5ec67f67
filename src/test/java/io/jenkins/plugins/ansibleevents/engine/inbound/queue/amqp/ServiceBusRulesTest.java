package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure's rules for locks and dead letters, against a double of Service Bus, not against the cloud service. */
class ServiceBusRulesTest {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration WAIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private ServiceBusDouble bus;
    private MessageQueue queue;

    @BeforeEach
    void open() throws Exception {
        bus = new ServiceBusDouble(Duration.ofSeconds(2));
        String settings =
                "amqp: {url: 'amqp://127.0.0.1:%d', queue: alerts, broker: azure, username: listen, password: k, timeout: 5s}";
        queue = Queues.open(SettingsFile.parse(settings.formatted(bus.port()), "test", directory), directory);
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        bus.close();
    }

    private Lease receive() throws Exception {
        List<Lease> leases = queue.receive(1, LEASE, WAIT);
        assertThat(leases).hasSize(1);
        return leases.get(0);
    }

    @Test
    void lockOfALongRunIsRenewedUntilItIsAcknowledged() throws Exception {
        String id = queue.publish(Message.of("{}".getBytes(UTF_8), Map.of()));
        Lease lease = receive();
        assertThat(lease.id()).isEqualTo(id);
        assertThat(bus.logins()).contains("PLAIN listen k");

        Awaitility.await().atMost(WAIT).until(() -> bus.renewed().size() >= 3);

        assertThat(bus.handedOut()).hasSize(1);
        assertThat(bus.renewed()).containsOnly(bus.handedOut().get(0));
        queue.ack(lease);
        assertThat(bus.outcomes()).containsExactly("Accepted");
    }

    @Test
    void givenUpMessageIsRejectedWithItsReasonAndFoundInTheDeadLetterQueue() throws Exception {
        String id = queue.publish(Message.of("{}".getBytes(UTF_8), Map.of()));
        queue.deadLetter(receive(), "/kind is required");

        assertThat(queue.deadLetters(10)).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo(id);
            assertThat(letter.reason()).isEqualTo("/kind is required");
        });

        assertThat(queue.redriveAll()).isEqualTo(1);
        assertThat(receive().id()).isEqualTo(id);
        assertThat(queue.deadLetters(10)).isEmpty();
    }

    @Test
    void duplicateDetectionDropsRepetitionsAndNothingElse() throws Exception {
        Message message = Message.of("{}".getBytes(UTF_8), Map.of()).withId(MessageIds.of("alerts/d1", Instant.EPOCH));
        queue.publish(message);
        queue.publish(message);
        queue.ack(receive());
        assertThat(queue.receive(1, LEASE, Duration.ofMillis(500))).isEmpty();

        queue.publishAgain(message);

        assertThat(receive().message()).isEqualTo(message);
    }

    @Test
    void tokenIsTheDeliveryTagAsDotNetWritesIt() {
        UUID token = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

        assertThat(ServiceBusDouble.tag(token)).startsWith(0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66);
        assertThat(AzureLocks.token(ServiceBusDouble.tag(token))).isEqualTo(token);
    }
}
