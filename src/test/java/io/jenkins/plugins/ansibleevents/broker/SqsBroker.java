package io.jenkins.plugins.ansibleevents.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ElasticMQ, which speaks Amazon SQS, with its messages in a file. It is not Amazon's service. */
public final class SqsBroker extends Broker {

    private static final class Holder {
        static final Broker BROKER = new SqsBroker().start();
    }

    private SqsBroker() {
        super("elasticmq");
    }

    public static Broker running() {
        return Holder.BROKER;
    }

    @Override
    void prepare() throws IOException {
        Files.writeString(configuration(), """
                include classpath("application.conf")
                node-address { protocol = http, host = "127.0.0.1", port = %d, context-path = "" }
                rest-sqs { enabled = true, bind-port = %d, bind-hostname = "127.0.0.1", sqs-limits = strict }
                rest-stats { enabled = false }
                queues-storage { enabled = true, path = "%s" }
                messages-storage {
                  enabled = true, driver-class-name = "org.h2.Driver", uri = "jdbc:h2:%s;WRITE_DELAY=0", username = "", password = ""
                }
                """.formatted(
                        port(),
                        realPort(),
                        directory().resolve("queues.conf"),
                        directory().resolve("messages")));
    }

    @Override
    List<String> arguments() {
        return List.of("-Dconfig.file=" + configuration(), "org.elasticmq.server.Main");
    }

    private Path configuration() {
        return directory().resolve("elasticmq.conf");
    }
}
