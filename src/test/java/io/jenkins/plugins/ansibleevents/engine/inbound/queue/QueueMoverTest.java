package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueMoverTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private MessageQueue source;

    @BeforeEach
    void openSource() throws Exception {
        source = open("source", "{}");
    }

    @AfterEach
    void closeSource() {
        source.close();
    }

    private MessageQueue open(String name, String settings) throws Exception {
        return Queues.open(SettingsFile.parse("embedded: " + settings, "test", directory), directory.resolve(name));
    }

    private static Message message(int n) {
        return new Message("m" + n, ("body " + n).getBytes(UTF_8), Map.of(Message.ENDPOINT, "alerts"), "key" + n % 3);
    }

    @Test
    void messagesComeInTheirOrderWithIdAndAttributes() throws Exception {
        var expected = new ArrayList<Message>();
        for (int n = 0; n < 20; n++) {
            expected.add(message(n));
            source.publish(message(n));
        }
        try (MessageQueue target = open("target", "{}")) {
            var result = new QueueMover(source, target).move(n -> {});

            assertThat(result.moved()).isEqualTo(20);
            assertThat(source.depth().queued()).hasValue(0);
            assertThat(drain(target))
                    .containsExactlyInAnyOrderElementsOf(expected)
                    .filteredOn(m -> "key0".equals(m.orderingKey()))
                    .extracting(Message::id)
                    .containsExactly("m0", "m3", "m6", "m9", "m12", "m15", "m18");
        }
    }

    @Test
    void delayedMessagesAndDeadLettersStay() throws Exception {
        source.publish(message(1));
        source.publish(message(2));
        List<Lease> leases = source.receive(2, LEASE, LEASE);
        source.nack(leases.get(0), Duration.ofHours(1), "later");
        source.deadLetter(leases.get(1), "no rule");
        try (MessageQueue target = open("target", "{}")) {
            var result = new QueueMover(source, target).move(n -> {});

            assertThat(result)
                    .isEqualTo(new QueueMover.Result(
                            0, source.depth().delayed(), source.depth().dead()));
            assertThat(result.stay()).hasValue(1);
            assertThat(result.dead()).hasValue(1);
        }
    }

    @Test
    void fullTargetTakesWhatItCanAndTheRestStays() throws Exception {
        for (int n = 0; n < 10; n++) {
            source.publish(Message.of(new byte[10], Map.of()));
        }
        try (MessageQueue target = open("target", "{maxMessages: 4}")) {
            assertThatThrownBy(() -> new QueueMover(source, target).move(n -> {}))
                    .isInstanceOfSatisfying(
                            QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.FULL))
                    .hasMessageContaining("maxMessages");

            assertThat(drain(target)).hasSize(4);
            assertThat(source.depth().queued().getAsLong()
                            + source.depth().leased().getAsLong())
                    .isEqualTo(6);
        }
    }

    private static List<Message> drain(MessageQueue queue) throws Exception {
        var messages = new ArrayList<Message>();
        for (List<Lease> leases = queue.receive(100, LEASE, Duration.ZERO);
                !leases.isEmpty();
                leases = queue.receive(100, LEASE, Duration.ZERO)) {
            leases.forEach(l -> messages.add(l.message()));
            queue.ackAll(leases);
        }
        return messages;
    }
}
