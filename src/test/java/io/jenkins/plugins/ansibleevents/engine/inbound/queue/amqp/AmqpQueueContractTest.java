package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import io.jenkins.plugins.ansibleevents.broker.ArtemisBroker;
import io.jenkins.plugins.ansibleevents.broker.Broker;
import io.jenkins.plugins.ansibleevents.broker.CuttableProxy;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueueContractTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Against Apache Artemis. */
class AmqpQueueContractTest extends MessageQueueContractTest {

    private static final Broker BROKER = ArtemisBroker.running();

    @Override
    protected String settings(int maxAttempts, boolean ordered) {
        return "amqp: {url: 'amqp://127.0.0.1:%d', queue: 'q%s', maxAttempts: %d, username: u, password: p, connectTimeout: 2s, timeout: 4s}"
                .formatted(BROKER.port(), MessageIds.next(), maxAttempts);
    }

    /** Artemis knows the second one by its id and drops it. */
    @Override
    protected int copiesOfARepetition() {
        return 1;
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
    void largeMessagesAreLeftWithTheBrokerUntilThereIsRoom() throws Exception {
        String settings = settings(10, false);
        MessageQueue first = open(settings);
        for (int i = 0; i < 60; i++) {
            first.publish(Message.of(new byte[1 << 20], Map.of()));
        }
        one(first);

        MessageQueue second = open(settings);
        var received = new HashSet<String>();
        Awaitility.await().atMost(LONG).until(() -> {
            second.receive(10, LEASE, Duration.ofSeconds(1)).forEach(lease -> received.add(lease.id()));
            return received.size() >= 20;
        });
    }
}
