package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.broker.ArtemisBroker;
import io.jenkins.plugins.ansibleevents.broker.Broker;
import io.jenkins.plugins.ansibleevents.broker.KafkaBroker;
import io.jenkins.plugins.ansibleevents.broker.SqsBroker;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve} in front of and behind a shared queue, killed while its messages are answered, started and done. */
class ServeOnBrokersTest {

    /** More on request: {@code -Dcrash.rounds=20}. */
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 1);

    private static final Duration LONG = Duration.ofSeconds(120);
    /** Each round kills the process at the next of these states of a message. */
    private static final List<List<String>> MOMENTS = List.of(
            List.of("queued", "scheduled", "running", "done"),
            List.of("scheduled", "running", "done"),
            List.of("running", "done"),
            List.of("done"));

    @TempDir
    Path dir;

    private Path config(String queue) throws IOException {
        ServeProject.layOut(
                dir,
                "- hosts: all\n  gather_facts: false\n  tasks: [{ansible.builtin.debug: {msg: '{{ severity }}'}}]\n");
        return Files.writeString(
                dir.resolve("serve.yml"),
                ServeSettingsTest.EXAMPLE
                        .replace("alert.schema.json", "{type: object}")
                        .replace("{ embedded: {} }", queue));
    }

    private static String queue(String kind) throws Exception {
        String name = "q" + MessageIds.next();
        return switch (kind) {
            case "kafka" -> {
                Broker broker = KafkaBroker.running();
                yield "{kafka: {bootstrapServers: '127.0.0.1:%d', topic: %s, properties: {session.timeout.ms: 1500, heartbeat.interval.ms: 400}}}"
                        .formatted(broker.port(), name);
            }
            case "amqp" ->
                "{amqp: {url: 'amqp://127.0.0.1:%d', queue: %s, username: u, password: p}}"
                        .formatted(ArtemisBroker.running().port(), name);
            default -> {
                int port = SqsBroker.running().port();
                createOnSqs(port, name);
                yield "{sqs: {queue: %s, region: elasticmq, endpoint: 'http://127.0.0.1:%d', accessKeyId: x, secretAccessKey: x}}"
                        .formatted(name, port);
            }
        };
    }

    private static void createOnSqs(int port, String name) throws Exception {
        var request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/?Action=CreateQueue&QueueName=" + name));
        int status = HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
        assertThat(status).isEqualTo(200);
    }

    @BeforeEach
    void needsAnsible() {
        ServeProject.needsAnsible();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqs", "kafka", "amqp"})
    void everyMessageThatWasAnsweredRunsWheneverServeIsKilled(String kind) throws Exception {
        Path config = config(queue(kind));
        var ids = new ArrayList<String>();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> moment = MOMENTS.get(round % MOMENTS.size());
            try (ServeProcess serve = ServeProcess.start(config)) {
                for (int i = 0; i < 3; i++) {
                    ids.add(serve.send("alerts", "{\"kind\":\"disk\",\"host\":\"web1\",\"severity\":\"critical\"}"));
                }
                String last = ids.get(ids.size() - 1);
                await().atMost(LONG).until(() -> moment.contains(state(serve, last)));
                serve.kill();
            }
        }

        try (ServeProcess serve = ServeProcess.start(config)) {
            for (String id : ids) {
                await("message " + id).atMost(LONG).until(() -> runs(id) > 0);
            }
            await().atMost(LONG).until(() -> serve.get("/metrics").body().contains("ansible_events_messages_held 0"));
            assertThat(serve.terminate()).isZero();
        }
    }

    /** A file of the Java process has the name: only names in that file resolve. */
    @ParameterizedTest
    @CsvSource({"sqs,true", "sqs,false", "kafka,true", "kafka,false", "amqp,true", "amqp,false"})
    void brokerWhoseNameDoesNotResolveIsOneThatIsAway(String kind, boolean consumer) throws Exception {
        Path config = config(queue(kind).replace("127.0.0.1", "broker.example"));
        if (!consumer) {
            String all = Files.readString(config);
            Files.writeString(config, all.substring(0, all.indexOf("rules:")));
        }
        Path hosts = Files.writeString(dir.resolve("hosts"), "127.0.0.1 localhost\n");
        String alert = "{\"kind\":\"disk\",\"host\":\"web1\",\"severity\":\"critical\"}";

        try (ServeProcess serve =
                ServeProcess.start(config, "-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.negative.ttl=1")) {
            await().atMost(LONG).until(() -> serve.get("/health").statusCode() == 503);
            for (int i = 0; i < 3; i++) {
                var refused = serve.post("alerts", alert);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            }
            assertThat(serve.get("/health").body()).contains("\"up\":false").contains("error");
            Files.writeString(hosts, "127.0.0.1 broker.example\n");

            await().atMost(LONG).until(() -> serve.get("/health").statusCode() == 200);
            await().atMost(LONG).until(() -> serve.post("alerts", alert).statusCode() == 202);

            assertThat(serve.terminate()).isZero();
            assertThat(serve.log().lines().filter(line -> line.contains("is down, it is tried again")))
                    .as(serve.log())
                    .hasSize(1);
            assertThat(serve.log().lines().filter(line -> line.contains("works again")))
                    .as(serve.log())
                    .hasSize(1);
            assertThat(serve.log().lines())
                    .as(serve.log())
                    .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.?\\d*Z (INFO |WARN ) .*"));
        }
    }

    private static String state(ServeProcess serve, String id) throws Exception {
        return serve.status("alerts", id).path("state").asText();
    }

    /** Runs that have begun for a message. */
    private long runs(String id) {
        try (var runs = Files.list(dir.resolve("project/artifacts"))) {
            return runs.filter(run -> run.getFileName().toString().startsWith(id))
                    .count();
        } catch (IOException none) {
            return 0;
        }
    }
}
