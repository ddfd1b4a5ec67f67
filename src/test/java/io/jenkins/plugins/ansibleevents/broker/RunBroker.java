package io.jenkins.plugins.ansibleevents.broker;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A broker for {@code bin/soak shared}: {@code RunBroker kafka|sqs|amqp}. Prints the settings of its queue, for {@code
 * queue:} of a serve configuration, in one line, and runs until its input ends.
 */
final class RunBroker {

    private RunBroker() {}

    public static void main(String[] args) throws IOException {
        System.out.println(settings(args[0]));
        System.out.flush();
        while (System.in.read() >= 0) {
            // Whoever has started this is still there.
        }
        System.exit(0);
    }

    private static String settings(String kind) {
        return switch (kind) {
            case "kafka" ->
                "kafka: {bootstrapServers: '127.0.0.1:%d', topic: soak, partitions: 6}"
                        .formatted(KafkaBroker.running().port());
            case "amqp" ->
                "amqp: {url: 'amqp://127.0.0.1:%d', queue: soak, username: u, password: p}"
                        .formatted(ArtemisBroker.running().port());
            case "sqs" -> sqs(SqsBroker.running().port());
            default ->
                throw new IllegalArgumentException("no such broker: " + kind + "; there are kafka, sqs and amqp");
        };
    }

    private static String sqs(int port) {
        var endpoint = URI.create("http://127.0.0.1:" + port);
        try (SqsClient client = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .build()) {
            var fifo = Map.of(QueueAttributeName.FIFO_QUEUE, "true");
            client.createQueue(r -> r.queueName("soak.fifo").attributes(fifo));
            client.createQueue(r -> r.queueName("soak-dead.fifo").attributes(fifo));
        }
        return "sqs: {queue: soak.fifo, deadLetterQueue: soak-dead.fifo, endpoint: '%s', accessKeyId: x, secretAccessKey: x, region: us-east-1}"
                .formatted(endpoint);
    }
}
