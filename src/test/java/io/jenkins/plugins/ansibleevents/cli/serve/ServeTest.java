package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.runner.BwrapHere;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with a real Ansible: webhook, queue on disk, playbook; also after kill -9. */
class ServeTest {

    /** More on request: {@code -Dcrash.rounds=20}. */
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 1);

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path dir;

    private Path config;
    private Path ledger;

    @BeforeAll
    static void needsAnsible() {
        ServeProject.needsAnsible();
    }

    @BeforeEach
    void layOut() throws Exception {
        ledger = dir.resolve("ledger");
        Files.createFile(ledger);
        Files.writeString(dir.resolve("alert.schema.json"), "{\"type\": \"object\", \"required\": [\"kind\"]}");
        String hosts =
                "web1 ansible_connection=local ansible_python_interpreter=auto_silent\nweb2 ansible_connection=local\n";
        ServeProject.layOut(dir, hosts, """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - ansible.builtin.raw: echo "start {{ id }} {{ inventory_hostname }} {{ severity }}" >> '%s'
                    - ansible.builtin.raw: sleep {{ seconds }}
                """.formatted(ledger));
        config = Files.writeString(
                dir.resolve("serve.yml"),
                ServeSettingsTest.EXAMPLE.replace(
                        "extraVars: { severity: payload.severity }",
                        "extraVars: { severity: payload.severity, id: message.id, seconds: payload.seconds }"));
    }

    private static String alert(int seconds) {
        return "{\"kind\":\"disk\",\"host\":\"web1\",\"severity\":\"critical\",\"seconds\":" + seconds + "}";
    }

    private List<String> starts(String id) throws Exception {
        return Files.readAllLines(ledger).stream()
                .filter(line -> line.startsWith("start " + id))
                .toList();
    }

    @Test
    void signedWebhookRunsAPlaybookOnTheHostItNames() throws Exception {
        try (ServeProcess serve = ServeProcess.start(config)) {
            assertThat(serve.firstLine()).matches("listening on http://127\\.0\\.0\\.1:\\d+");
            HttpResponse<String> accepted = serve.post("alerts", alert(0), "X-GitHub-Delivery", "d1");
            HttpResponse<String> again = serve.post("alerts", alert(0), "X-GitHub-Delivery", "d1");
            HttpResponse<String> forged = serve.post("alerts", alert(0), "X-Hub-Signature-256", "sha256=00");
            HttpResponse<String> filtered = serve.post("alerts", "{\"kind\":\"disk\",\"severity\":\"info\"}");
            HttpResponse<String> invalid = serve.post("alerts", "{\"severity\":\"critical\"}");

            assertThat(List.of(accepted, again, forged, filtered, invalid))
                    .extracting(HttpResponse::statusCode)
                    .containsExactly(202, 200, 401, 200, 422);
            String id = new ObjectMapper().readTree(accepted.body()).path("id").asText();
            assertThat(again.body()).contains(id);
            await().atMost(LONG)
                    .until(() ->
                            serve.status("alerts", id).path("state").asText().equals("done"));
            var status = serve.status("alerts", id);
            assertThat(status.path("runs").path(0).path("state").asText()).isEqualTo("successful");
            String run = status.path("runs").path(0).path("run").asText();
            assertThat(starts(id)).containsExactly("start " + id + " web1 critical");
            assertThat(dir.resolve("project/artifacts").resolve(run).resolve("events.jsonl"))
                    .exists();
            assertThat(serve.get("/health").statusCode()).isEqualTo(200);
            assertThat(serve.get("/health").body())
                    .contains("\"threads\":{\"message receiver\":{\"up\":true},"
                            + "\"message dispatcher\":{\"up\":true},\"message settler\":{\"up\":true}}");
            assertThat(serve.get("/metrics").body())
                    .contains("ansible_events_messages_waiting 0")
                    .contains("ansible_events_thread_up{thread=\"message receiver\"} 1")
                    .contains("ansible_events_thread_restarts_total{thread=\"message receiver\"} 0")
                    .contains("ansible_events_requests_total{endpoint=\"alerts\",result=\"accepted\"} 1")
                    .contains("ansible_events_requests_total{endpoint=\"alerts\",result=\"authentication\"} 1")
                    .contains("ansible_events_runs_total{status=\"successful\"} 1")
                    .contains("ansible_events_queue_messages{state=\"queued\"} 0");
            assertThat(serve.terminate()).isZero();
            assertThat(serve.log()).doesNotContain(ServeProcess.SECRET);
        }
    }

    @Test
    void settingsOfTheDirectoryShutTheRunInWhateverTheMessageSays() throws Exception {
        BwrapHere.need();
        Files.createDirectories(dir.resolve("project/env"));
        Files.writeString(
                dir.resolve("project/env/settings"),
                "{process_isolation: true, process_isolation_executable: bwrap}\n");
        Files.writeString(dir.resolve("project/project/fix.yml"), """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - ansible.builtin.raw: echo "{{ process_isolation }} $(cat '%s' || echo unseen)" >seen
                      args: {executable: /bin/sh}
                """.formatted(config));
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst(
                                "extraVars: .*}", "extraVars: { process_isolation: payload.process_isolation } }"));
        try (ServeProcess serve = ServeProcess.start(config)) {
            String id = serve.send("alerts", alert(0).replaceFirst("}", ",\"process_isolation\":false}"));

            await().atMost(LONG)
                    .until(() ->
                            serve.status("alerts", id).path("state").asText().equals("done"));

            var run = serve.status("alerts", id).path("runs").path(0);
            assertThat(run.path("state").asText()).isEqualTo("successful");
            assertThat(dir.resolve("project/project/seen")).hasContent("False unseen");
            Path command = dir.resolve("project/artifacts")
                    .resolve(run.path("run").asText())
                    .resolve("command");
            assertThat(command).content().contains("\"bwrap\"");
        }
    }

    @Test
    void brokenRunIsTriedAgainAndEndsAsADeadLetterThatSaysWhy() throws Exception {
        Files.writeString(
                config, Files.readString(config).replace("run: {", "retry: { times: 0 }\n    run: { binary: ./none,"));
        try (ServeProcess serve = ServeProcess.start(config)) {
            String id = serve.send("alerts", alert(0));

            await().atMost(LONG)
                    .until(() ->
                            serve.status("alerts", id).path("state").asText().equals("dead"));

            assertThat(serve.status("alerts", id).path("reason").asText()).contains("ansible-playbook");
        }
    }

    @Test
    void portThatIsTakenIsAnErrorAlsoForWhoOnlySeesTheExitCode() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listen = "listen: 127.0.0.1:" + taken.getLocalPort();
            Files.writeString(config, Files.readString(config).replaceFirst("listen: .*", listen));

            Process process = ServeProcess.launch(config);

            assertThat(process.waitFor()).isEqualTo(2);
            assertThat(dir.resolve("serve.log"))
                    .content()
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void terminationLetsTheRunEndAndKeepsTheRestInTheQueue() throws Exception {
        Files.writeString(config, "maxRuns: 1\n" + Files.readString(config));
        String first;
        String second;
        try (ServeProcess serve = ServeProcess.start(config)) {
            first = serve.send("alerts", alert(2));
            await().atMost(LONG).until(() -> !starts(first).isEmpty());
            second = serve.send("alerts", alert(0));

            assertThat(serve.terminate()).isZero();
        }
        assertThat(starts(second)).isEmpty();
        try (ServeProcess serve = ServeProcess.start(config)) {
            await().atMost(LONG).until(() -> serve.status("alerts", second)
                    .path("state")
                    .asText()
                    .equals("done"));
            assertThat(serve.status("alerts", first)
                            .path("runs")
                            .path(0)
                            .path("state")
                            .asText())
                    .isEqualTo("successful");
        }
        assertThat(starts(first)).hasSize(1);
        assertThat(starts(second)).hasSize(1);
    }
}
