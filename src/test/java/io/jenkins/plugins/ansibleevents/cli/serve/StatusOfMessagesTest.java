package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two teams with a secret each: nobody learns of a message of the other one, not even that it exists. */
class StatusOfMessagesTest {

    private static final Map<String, String> SECRETS =
            Map.of("alerts", "secret-of-alerts", "deploy", "secret-of-deploy");

    private static final String CONFIG = """
            listen: 127.0.0.1:0
            endpoints:
              alerts: {auth: {apiKey: {header: X-Key, secret: secret-of-alerts}}}
              deploy: {auth: {apiKey: {header: X-Key, secret: secret-of-deploy}}}
            rules:
              - name: never
                condition: size(payload) > 100
                run: {privateDataDir: project, playbook: none.yml}
            """;

    @TempDir
    private Path dir;

    @Test
    void statusIsAnsweredAtTheOwnEndpointOnlyWhoeverKnowsTheMessage() throws Exception {
        Path config = Files.writeString(dir.resolve("serve.yml"), CONFIG);
        Files.createDirectories(dir.resolve("project/project"));
        Files.writeString(dir.resolve("project/project/none.yml"), "[]");
        String alert;
        String deployment;
        try (ServeProcess serve = ServeProcess.start(config)) {
            alert = message(serve, "alerts");
            deployment = message(serve, "deploy");
            await().until(() -> get(serve, "alerts", alert).body().contains("\"filtered\""));
            await().until(() -> get(serve, "deploy", deployment).body().contains("\"filtered\""));

            tellNothingOfEachOther(serve, alert, deployment);
            assertThat(serve.terminate()).isZero();
        }
        deleteTheJournal();
        try (ServeProcess serve = ServeProcess.start(config)) {
            assertThat(get(serve, "alerts", alert).body()).contains("\"state\":\"done\"");
            assertThat(get(serve, "deploy", deployment).body()).contains("\"state\":\"done\"");

            tellNothingOfEachOther(serve, alert, deployment);
        }
    }

    private static void tellNothingOfEachOther(ServeProcess serve, String alert, String deployment) throws Exception {
        for (List<String> question : List.of(List.of("alerts", deployment), List.of("deploy", alert))) {
            HttpResponse<String> theirs = get(serve, question.get(0), question.get(1));
            HttpResponse<String> unknown = get(serve, question.get(0), "00000000-0000-7000-8000-000000000000");

            assertThat(theirs.statusCode()).isEqualTo(404).isEqualTo(unknown.statusCode());
            assertThat(theirs.body()).isEqualTo(unknown.body());
            assertThat(theirs.headers()).isEqualTo(unknown.headers());
        }
    }

    /** Afterwards only the queue knows the messages, as after a crash that lost the last second of the journal. */
    private void deleteTheJournal() throws Exception {
        Files.delete(dir.resolve("state/inbound.v1.db"));
    }

    private static String message(ServeProcess serve, String endpoint) throws Exception {
        return serve.send(endpoint, "{}", "X-Key", SECRETS.get(endpoint));
    }

    private static HttpResponse<String> get(ServeProcess serve, String endpoint, String id) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(serve.url() + "/webhook/" + endpoint + "/messages/" + id))
                                .header("X-Key", SECRETS.get(endpoint))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
