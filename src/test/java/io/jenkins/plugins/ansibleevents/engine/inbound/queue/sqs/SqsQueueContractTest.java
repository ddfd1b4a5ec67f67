package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.broker.Broker;
import io.jenkins.plugins.ansibleevents.broker.CuttableProxy;
import io.jenkins.plugins.ansibleevents.broker.SqsBroker;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueueContractTest;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Against ElasticMQ; ordered tests use FIFO queues, the others standard ones. */
class SqsQueueContractTest extends MessageQueueContractTest {

    private static final Broker BROKER = SqsBroker.running();
    private final SqsClient client = SqsClients.open(
            new SqsSettings(
                    "none",
                    null,
                    null,
                    null,
                    URI.create("http://127.0.0.1:" + BROKER.port()),
                    new SqsSettings.Credentials("x", Secret.of("x"), null),
                    10,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5)),
            Duration.ZERO);
    private String name;

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Override
    protected String settings(int maxAttempts, boolean ordered) {
        name = "q" + MessageIds.next();
        create(name + "-dead", Map.of());
        if (ordered) {
            name += ".fifo";
            create(name, Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
        } else {
            create(name, Map.of());
        }
        return settings(name, maxAttempts, "deadLetterQueue: " + name.replace(".fifo", "") + "-dead, ");
    }

    private static String settings(String queue, int maxAttempts, String more) {
        return "sqs: {queue: %s, %s endpoint: 'http://127.0.0.1:%d', accessKeyId: x, secretAccessKey: x, maxAttempts: %d, connectTimeout: 2s, timeout: 3s}"
                .formatted(queue, more, BROKER.port(), maxAttempts);
    }

    private String create(String queue, Map<QueueAttributeName, String> attributes) {
        return client.createQueue(r -> r.queueName(queue).attributes(attributes))
                .queueUrl();
    }

    /** A FIFO queue knows the second one by its id and drops it. */
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
    void messageOfAnotherSystemHasItsIdAndAttributes() throws Exception {
        MessageQueue queue = open(settings(10, false));
        String url = client.getQueueUrl(r -> r.queueName(name)).queueUrl();
        String id = client.sendMessage(r -> r.queueUrl(url)
                        .messageBody("{\"from\":\"lambda\"}")
                        .messageAttributes(Map.of(
                                "tenant",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("blue")
                                        .build())))
                .messageId();

        Lease lease = one(queue);

        assertThat(lease.id()).isEqualTo(id);
        assertThat(text(lease.message())).isEqualTo("{\"from\":\"lambda\"}");
        assertThat(lease.message().attributes()).containsExactly(Map.entry("tenant", "blue"));
    }

    @Test
    void limitsOfTheBrokerAreKnown() throws Exception {
        String queueName = "limits-" + MessageIds.next();
        String dead = "limits-dead-" + MessageIds.next();
        create(dead, Map.of());
        create(
                queueName,
                Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"maxReceiveCount\":\"2\",\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:"
                                + dead + "\"}"));

        assertThat(open(settings(queueName, 10, "")).limits().receipts()).hasValue(2);
        assertThat(open(settings(dead, 10, "")).limits().receipts()).isEmpty();
    }

    @Test
    void redrivePolicyOfTheQueueGivesThePlaceOfDeadLetters() throws Exception {
        String dead = "policy-dead-" + MessageIds.next();
        create(dead, Map.of());
        String queueName = "policy-" + MessageIds.next();
        create(
                queueName,
                Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"maxReceiveCount\":\"2\",\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:"
                                + dead + "\"}"));
        MessageQueue queue = open(settings(queueName, 10, ""));
        String id = queue.publish(message("a"));
        queue.nack(one(queue), Duration.ZERO, "no");
        queue.nack(one(queue), Duration.ZERO, "no");

        assertThat(queue.receive(1, LEASE, Duration.ofSeconds(1))).isEmpty();

        assertThat(queue.deadLetters(10)).singleElement().satisfies(d -> {
            assertThat(d.id()).isEqualTo(id);
            assertThat(d.reason()).contains("redrive policy");
        });
    }
}
