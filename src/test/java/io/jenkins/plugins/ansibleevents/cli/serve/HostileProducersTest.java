package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.broker.SqsBroker;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Messages that another producer puts into the broker's queue, past every endpoint: their values stay data, an unusable
 * message is a dead letter with a reason, and the messages of others go on.
 */
class HostileProducersTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    private final String queue = "q" + MessageIds.next();
    private SqsClient sqs;
    private String url;

    @BeforeEach
    void layOut() throws Exception {
        ServeProject.needsAnsible();
        sqs = SqsClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + SqsBroker.running().port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .build();
        url = sqs.createQueue(r -> r.queueName(queue)).queueUrl();
        sqs.createQueue(r -> r.queueName(queue + "-dead"));
        ServeProject.addDumpFilter(dir);
        ServeProject.layOut(dir, """
                - hosts: all
                  gather_facts: false
                  tasks: [{debug: {msg: "{{ value | dump('%s/arrived') }}"}}]
                """.formatted(dir));
    }

    @AfterEach
    void close() {
        sqs.close();
    }

    private ServeProcess serve() throws Exception {
        return ServeProcess.start(Files.writeString(dir.resolve("serve.yml"), """
                listen: 127.0.0.1:0
                state: ./state
                queue: { sqs: { queue: %s, deadLetterQueue: %s-dead, region: us-east-1, endpoint: "http://127.0.0.1:%d",
                  accessKeyId: x, secretAccessKey: x } }
                rules:
                  - name: fix
                    concurrency: { max: 1, key: payload.key }
                    run: { privateDataDir: ./project, playbook: fix.yml, limit: payload.host,
                      extraVars: { value: payload.value } }
                """.formatted(
                        queue, queue, SqsBroker.running().port())));
    }

    private void put(String body, Map<String, String> attributes) {
        var values = new HashMap<String, MessageAttributeValue>();
        attributes.forEach((name, value) -> values.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        sqs.sendMessage(r -> r.queueUrl(url).messageBody(body).messageAttributes(values));
    }

    private static String body(String key, String host, String value) {
        return JSON.createObjectNode()
                .put("key", key)
                .put("host", host)
                .put("value", value)
                .toString();
    }

    private List<String> deadReasons() {
        String dead = sqs.getQueueUrl(r -> r.queueName(queue + "-dead")).queueUrl();
        return sqs
                .receiveMessage(r -> r.queueUrl(dead)
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(0)
                        .messageAttributeNames("All"))
                .messages()
                .stream()
                .map(m -> m.messageAttributes().get("ansible-events").stringValue())
                .toList();
    }

    @Test
    void whatAnotherProducerPutsIntoTheQueueStaysDataAndHoldsUpNobody() throws Exception {
        String template = "{{ lookup('pipe', 'touch " + dir.resolve("canary") + "') }}";
        put(body("k".repeat(50_000), "web1", template), Map.of("endpoint", "../../../etc", "headers", "no headers"));
        put(
                body("{{ 7*191 }}", "web1", "named"),
                Map.of("ansible-events", "{\"id\": \"../../{{ 7*191 }}\\n$(touch x)\", \"key\": 7, \"more\": []}"));
        put("no JSON", Map.of());
        put("[".repeat(100_000), Map.of());
        put(body("key", "all:!web9", "pattern"), Map.of());
        put("{\"host\": \"web1\", \"value\": 1}", Map.of());
        put(body("key", "web1", "good"), Map.of());

        try (ServeProcess serve = serve()) {
            await().atMost(LONG)
                    .until(() -> Files.exists(dir.resolve("arrived"))
                            && Files.readAllLines(dir.resolve("arrived")).size() == 3);
            await().atMost(LONG).until(() -> deadReasons().size() == 4);

            assertThat(arrived()).containsExactlyInAnyOrder(template, "named", "good");
            assertThat(dir.resolve("canary")).doesNotExist();
            assertThat(deadReasons())
                    .anyMatch(reason -> reason.contains("JSON"))
                    .anyMatch(reason -> reason.contains("is not a plain host or group name"))
                    .anyMatch(reason -> reason.contains("key"));
            try (Stream<Path> runs = Files.list(dir.resolve("project/artifacts"))) {
                assertThat(runs)
                        .hasSize(3)
                        .allMatch(run -> run.getFileName().toString().matches("[A-Za-z0-9_.-]+-fix"));
            }
            assertThat(serve.get("/health").statusCode()).isEqualTo(200);
            assertThat(serve.terminate()).isZero();
        }
    }

    private List<String> arrived() throws Exception {
        return Files.readAllLines(dir.resolve("arrived")).stream()
                .map(HostileProducersTest::text)
                .toList();
    }

    private static String text(String json) {
        try {
            JsonNode value = JSON.readTree(json);
            return value.asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
