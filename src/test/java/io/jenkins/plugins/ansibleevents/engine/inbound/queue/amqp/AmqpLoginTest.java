package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;

import io.jenkins.plugins.ansibleevents.broker.ArtemisBroker;
import io.jenkins.plugins.ansibleevents.broker.Broker;
import io.jenkins.plugins.ansibleevents.broker.BrokerKeys;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueLoginContractTest;

/** Artemis, SASL PLAIN. */
class AmqpLoginTest extends QueueLoginContractTest {

    private static final Broker BROKER = ArtemisBroker.running();

    @Override
    protected String settings(String password, boolean trusting) {
        String trust = "trustStore: %s, trustStorePassword: %s, ".formatted(BROKER.keys(), BrokerKeys.PASSWORD);
        return "amqp: {url: 'amqps://127.0.0.1:%d', queue: q%s, username: u, password: %s, %s timeout: 6s}"
                .formatted(BROKER.tlsPort(), MessageIds.next(), password, trusting ? trust : "");
    }

    @Override
    protected String wrongPassword() {
        return "user name or password";
    }
}
