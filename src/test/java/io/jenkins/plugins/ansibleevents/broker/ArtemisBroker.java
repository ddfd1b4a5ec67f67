package io.jenkins.plugins.ansibleevents.broker;

import java.nio.file.Path;
import java.util.List;

/** An Apache Artemis broker that speaks AMQP 1.0, for user {@code u} with password {@code p}. */
public final class ArtemisBroker extends Broker {

    private static final class Holder {
        static final Broker BROKER = new ArtemisBroker().start();
    }

    private ArtemisBroker() {
        super("artemis");
    }

    public static Broker running() {
        return Holder.BROKER;
    }

    @Override
    List<String> arguments() {
        return List.of(
                Path.of("src/test/brokers/artemis/ArtemisMain.java")
                        .toAbsolutePath()
                        .toString(),
                Integer.toString(realPort()),
                directory().toString(),
                Integer.toString(tlsPort()),
                keys().toString(),
                BrokerKeys.PASSWORD);
    }
}
