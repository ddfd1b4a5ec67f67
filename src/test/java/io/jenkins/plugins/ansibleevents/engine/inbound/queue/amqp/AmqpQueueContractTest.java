package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import io.jenkins.plugins.ansibleevents.broker.ArtemisBroker;
import io.jenkins.plugins.ansibleevents.broker.Broker;
import io.jenkins.plugins.ansibleevents.broker.CuttableProxy;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueueContractTest;
import java.util.Optional;

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
}
