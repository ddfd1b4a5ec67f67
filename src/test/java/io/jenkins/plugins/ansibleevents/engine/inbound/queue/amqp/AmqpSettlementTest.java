package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.broker.ArtemisBroker;
import io.jenkins.plugins.ansibleevents.broker.Broker;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.qpid.protonj2.client.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of two connections, settled together: against Apache Artemis. */
class AmqpSettlementTest {

    private static final Broker BROKER = ArtemisBroker.running();

    private final LeaseBook<Incoming> book = new LeaseBook<>();
    private final List<AmqpLine> lines = new ArrayList<>();
    private AmqpSettings settings;
    private AmqpQueue queue;
    private AmqpSettlement settlement;

    @BeforeEach
    void settings() throws Exception {
        String text = "{url: 'amqp://127.0.0.1:%d', queue: 'q%s', username: u, password: p, timeout: 4s}"
                .formatted(BROKER.port(), MessageIds.next());
        settings = AmqpSettings.read(SettingsFile.parse(text, "test", Path.of("/")));
        queue = new AmqpQueue(settings);
        var intake = new AmqpIntake(settings, line(), book, new HealthRecord("test"), "test");
        settlement = new AmqpSettlement(book, intake, "test");
    }

    @AfterEach
    void close() {
        lines.forEach(AmqpLine::close);
        queue.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void lostConnectionTakesOnlyItsOwnMessagesAlong(int lost) throws Exception {
        String[] ids = {take(1), take(2)};
        List<LeaseBook.Taken<Incoming>> held = book.take(2, Duration.ofMinutes(1), Duration.ZERO);
        assertThat(held).hasSize(2);
        held.get(lost).entry().content().inlet().connection().close();

        assertThatThrownBy(() -> settlement.accept(held))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.LEASE_LOST));

        assertThat(book.size()).isZero();
        List<Lease> again = queue.receive(2, Duration.ofMinutes(1), Duration.ofSeconds(10));
        assertThat(again).extracting(Lease::id).containsExactly(ids[lost]);
        queue.ackAll(again);
        assertThat(queue.receive(1, Duration.ofMinutes(1), Duration.ofSeconds(1)))
                .isEmpty();
    }

    /** Publishes a message and takes it over a connection of its own. */
    private String take(int sequence) throws Exception {
        String id = queue.publish(Message.of(("message " + sequence).getBytes(StandardCharsets.UTF_8), Map.of()));
        var inlet = new AmqpInlet(line().connection(), settings, true);
        inlet.ask(1);
        Delivery delivery = inlet.next(10_000);
        Message message = AmqpMessages.decode(delivery.message());
        assertThat(message.id()).isEqualTo(id);
        book.add(sequence, id, null, 0, Duration.ZERO, new Incoming(inlet, delivery, message));
        return id;
    }

    private AmqpLine line() {
        var line = new AmqpLine(settings);
        lines.add(line);
        return line;
    }
}
