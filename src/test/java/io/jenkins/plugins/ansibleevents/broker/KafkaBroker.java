package io.jenkins.plugins.ansibleevents.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An Apache Kafka broker in KRaft mode; its TLS port is for user {@code u} with password {@code p} (SASL PLAIN). */
public final class KafkaBroker extends Broker {

    private static final class Holder {
        static final Broker BROKER = new KafkaBroker().start();
    }

    private final int controllerPort = freePort();

    private KafkaBroker() {
        super("kafka");
    }

    public static Broker running() {
        return Holder.BROKER;
    }

    @Override
    void prepare() throws IOException {
        Files.writeString(properties(), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d,SASL_SSL://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://127.0.0.1:%d,SASL_SSL://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
                sasl.enabled.mechanisms=PLAIN
                listener.name.sasl_ssl.plain.sasl.jaas.config=\\
                  org.apache.kafka.common.security.plain.PlainLoginModule required user_u="p";
                ssl.keystore.location=%s
                ssl.keystore.type=PKCS12
                ssl.keystore.password=%s
                ssl.key.password=%s
                log.dirs=%s
                num.partitions=2
                auto.create.topics.enable=false
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                log.cleaner.dedupe.buffer.size=4194304
                """.formatted(
                        controllerPort,
                        realPort(),
                        controllerPort,
                        tlsPort(),
                        port(),
                        tlsPort(),
                        keys(),
                        BrokerKeys.PASSWORD,
                        BrokerKeys.PASSWORD,
                        directory().resolve("data")));
        run(List.of(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "MkU3OEVBNTcwNTJENDM2Qg",
                "-c",
                properties().toString()));
    }

    @Override
    List<String> arguments() {
        return List.of("kafka.Kafka", properties().toString());
    }

    private Path properties() {
        return directory().resolve("server.properties");
    }
}
