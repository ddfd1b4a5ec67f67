package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import io.jenkins.plugins.ansibleevents.broker.Broker;
import io.jenkins.plugins.ansibleevents.broker.BrokerKeys;
import io.jenkins.plugins.ansibleevents.broker.KafkaBroker;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueLoginContractTest;

/** SASL_SSL, mechanism PLAIN. */
class KafkaLoginTest extends QueueLoginContractTest {

    private static final Broker BROKER = KafkaBroker.running();
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"%s\";";

    @Override
    protected String settings(String password, boolean trusting) {
        String trust = "ssl.truststore.type: PKCS12, ssl.truststore.location: %s".formatted(BROKER.keys());
        return """
                kafka:
                  bootstrapServers: 127.0.0.1:%d
                  topic: t%s
                  timeout: 8s
                  properties: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN, %s}
                  secretProperties:
                    sasl.jaas.config: '%s'
                """.formatted(BROKER.tlsPort(), MessageIds.next(), trusting ? trust : "", LOGIN.formatted(password))
                + (trusting ? "    ssl.truststore.password: " + BrokerKeys.PASSWORD + "\n" : "");
    }

    @Override
    protected String wrongPassword() {
        return "Invalid username or password";
    }
}
