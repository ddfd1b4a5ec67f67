package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.broker.CuttableProxy;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueueContractTest;
import java.util.Optional;

class EmbeddedQueueContractTest extends MessageQueueContractTest {

    @Override
    protected String settings(int maxAttempts, boolean ordered) {
        return "embedded: {maxAttempts: " + maxAttempts + "}";
    }

    /** There is no broker but the process itself, which the kill tests end. */
    @Override
    protected void restartBroker() {}

    @Override
    protected Optional<CuttableProxy> network() {
        return Optional.empty();
    }
}
