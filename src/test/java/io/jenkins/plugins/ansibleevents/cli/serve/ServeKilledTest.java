package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code serve} that is killed, or ended by a signal, while it handles messages. */
class ServeKilledTest {

    /** More on request: {@code -Dcrash.rounds=20}. */
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 2);

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
        ledger = Files.createFile(dir.resolve("ledger"));
        Files.writeString(dir.resolve("alert.schema.json"), "{\"type\": \"object\"}");
        ServeProject.layOut(dir, """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - ansible.builtin.raw: echo "start {{ id }}" >> '%1$s'
                    - ansible.builtin.raw: sleep {{ seconds }}
                    - ansible.builtin.raw: echo "end {{ id }}" >> '%1$s'
                """.formatted(ledger));
    }

    /** A configuration whose one rule has these further keys. */
    private void rule(String more) throws IOException {
        String run = "run: { privateDataDir: ./project, playbook: fix.yml, limit: payload.host, "
                + "extraVars: { id: message.id, seconds: payload.seconds } }";
        config = Files.writeString(
                dir.resolve("serve.yml"),
                "waitForRuns: 0s\n"
                        + ServeSettingsTest.EXAMPLE.replaceFirst("    run: .*\n", "    " + run + "\n" + more + "\n"));
    }

    private static String alert(int seconds) {
        return "{\"kind\":\"disk\",\"host\":\"web1\",\"severity\":\"critical\",\"seconds\":" + seconds + "}";
    }

    private long count(String word, String id) throws IOException {
        return Files.readAllLines(ledger).stream()
                .filter((word + " " + id)::equals)
                .count();
    }

    private Path run(String name) {
        return dir.resolve("project/artifacts").resolve(name);
    }

    private static JsonNode awaitState(ServeProcess serve, String id, String state) throws Exception {
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        serve.status("alerts", id).path("state").asText())
                .isEqualTo(state));
        return serve.status("alerts", id);
    }

    private static String lastRun(JsonNode status) {
        return status.path("runs").path(0).path("state").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "finished", "successful"})
    void playbookThatIsCutOffByAKillIsRunAgain(String acknowledge) throws Exception {
        rule("    acknowledge: " + acknowledge);
        String id;
        try (ServeProcess serve = ServeProcess.start(config)) {
            id = serve.send("alerts", alert(3));
            await().atMost(LONG).until(() -> count("start", id) == 1);
            serve.kill();
        }
        try (ServeProcess serve = ServeProcess.start(config)) {
            JsonNode status = awaitState(serve, id, "done");

            assertThat(lastRun(status)).isEqualTo("successful");
            assertThat(status.path("runs")).hasSize(1);
            assertThat(status.path("attempts").asInt()).isEqualTo(2);
            assertThat(count("start", id)).isEqualTo(2);
            assertThat(count("end", id)).isEqualTo(1);
            assertThat(Files.readString(run(id + "-fix").resolve("manifest.json")))
                    .containsPattern("Cut off by the end of ansible-events serve[.;]");
            assertThat(run(id + "-fix-a2").resolve("manifest.json")).exists();
            assertThat(serve.log()).contains("run " + id + "-fix of rule fix was cut off by the end of the process");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "finished"})
    void playbookThatWasAskedForAndKilledBeforeItsFirstTaskRuns(String acknowledge) throws Exception {
        rule("    acknowledge: " + acknowledge);
        String id;
        try (ServeProcess serve = ServeProcess.start(config)) {
            id = serve.send("alerts", alert(0));
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(run(id + "-fix").resolve("command")));
            serve.kill();
        }
        try (ServeProcess serve = ServeProcess.start(config)) {
            assertThat(lastRun(awaitState(serve, id, "done"))).isEqualTo("successful");
            assertThat(count("end", id)).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "finished", "successful"})
    void playbookThatHasEndedBeforeThatIsNotedIsNotRunAgain(String acknowledge) throws Exception {
        rule("    acknowledge: " + acknowledge);
        String id;
        try (ServeProcess serve = ServeProcess.start(config)) {
            id = serve.send("alerts", alert(0));
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> Files.exists(run(id + "-fix").resolve("manifest.json")));
            serve.kill();
        }
        try (ServeProcess serve = ServeProcess.start(config)) {
            assertThat(lastRun(awaitState(serve, id, "done"))).isEqualTo("successful");
            await().atMost(LONG).until(() -> serve.get("/metrics").body().contains("ansible_events_messages_held 0"));
            assertThat(count("start", id)).isOne();
            assertThat(run(id + "-fix-a2")).doesNotExist();
            assertThat(serve.get("/metrics").body())
                    .contains("ansible_events_queue_messages{state=\"queued\"} 0")
                    .contains("ansible_events_queue_messages{state=\"dead\"} 0");
        }
    }

    @Test
    void playbookThatIsCancelledBecauseServeEndsIsRunAgain() throws Exception {
        rule("");
        String id;
        try (ServeProcess serve = ServeProcess.start(config)) {
            id = serve.send("alerts", alert(4));
            await().atMost(LONG).until(() -> count("start", id) == 1);
            assertThat(serve.terminate()).isZero();
        }
        assertThat(count("end", id)).isZero();
        try (ServeProcess serve = ServeProcess.start(config)) {
            assertThat(lastRun(awaitState(serve, id, "done"))).isEqualTo("successful");
            assertThat(count("end", id)).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({"dead,started,dead", "dead,finished,dead", "drop,started,done", "drop,finished,done"})
    void playbookThatMustNotBeRepeatedIsNot(String onInterrupted, String acknowledge, String state) throws Exception {
        rule("    onInterrupted: " + onInterrupted + "\n    acknowledge: " + acknowledge);
        String id;
        try (ServeProcess serve = ServeProcess.start(config)) {
            id = serve.send("alerts", alert(3));
            await().atMost(LONG)
                    .until(() ->
                            serve.status("alerts", id).path("state").asText().equals("running")
                                    && count("start", id) == 1);
            serve.kill();
        }
        try (ServeProcess serve = ServeProcess.start(config)) {
            JsonNode status = await().atMost(LONG)
                    .until(
                            () -> serve.status("alerts", id),
                            told -> !told.path("state").asText().equals("running")
                                    && !told.path("state").asText().equals("scheduled"));
            if (!(onInterrupted.equals("drop") && acknowledge.equals("started"))) {
                status = awaitState(serve, id, state);
            }
            assertThat(lastRun(status)).isEqualTo("interrupted");
            assertThat(count("start", id)).isOne();
            if (state.equals("dead")) {
                assertThat(serve.log())
                        .contains("dead " + id + " at alerts, it is a dead letter now: rule fix: run " + id
                                + "-fix was cut off by the end of the process; ansible-events queue dead-letters");
                assertThat(serve.get("/metrics").body())
                        .contains("ansible_events_messages_total{result=\"dead\"} 1")
                        .contains("ansible_events_queue_messages{state=\"dead\"} 1");
            }
        }
    }

    @Test
    void messagesThatWaitForAWindowOutliveAnyNumberOfRestarts() throws Exception {
        rule("    combine: { within: 1h, max: 5 }");
        var ids = new ArrayList<String>();
        for (int restart = 0; restart < 11; restart++) {
            try (ServeProcess serve = ServeProcess.start(config)) {
                if (restart == 0) {
                    for (int i = 0; i < 4; i++) {
                        ids.add(serve.send("alerts", alert(0)));
                    }
                }
                await().atMost(LONG)
                        .until(() -> serve.get("/metrics").body().contains("ansible_events_messages_waiting 4"));
                if (restart % 2 == 0) {
                    assertThat(serve.terminate()).isZero();
                } else {
                    serve.kill();
                }
            }
        }
        try (ServeProcess serve = ServeProcess.start(config)) {
            ids.add(serve.send("alerts", alert(0)));
            for (String id : ids) {
                JsonNode status = awaitState(serve, id, "done");
                assertThat(lastRun(status)).isEqualTo("successful");
                assertThat(status.path("attempts").asInt()).isOne();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"queued,started", "scheduled,finished", "running,started", "running,finished"})
    void everyMessageThatWasAnsweredRunsToItsEndWheneverServeIsKilled(String moment, String acknowledge)
            throws Exception {
        rule("    acknowledge: " + acknowledge);
        var ids = new ArrayList<String>();
        for (int round = 0; round < ROUNDS; round++) {
            try (ServeProcess serve = ServeProcess.start(config)) {
                var sent = new ArrayList<String>();
                for (int i = 0; i < 3; i++) {
                    sent.add(serve.send("alerts", alert(1)));
                }
                ids.addAll(sent);
                List<String> reached = List.of("queued", "scheduled", "running", "done");
                await().atMost(LONG)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> reached.indexOf(serve.status("alerts", sent.get(0))
                                        .path("state")
                                        .asText())
                                >= reached.indexOf(moment));
                serve.kill();
            }
        }
        try (ServeProcess serve = ServeProcess.start(config)) {
            for (String id : ids) {
                assertThat(lastRun(awaitState(serve, id, "done"))).isEqualTo("successful");
                assertThat(count("end", id)).isPositive();
            }
            assertThat(serve.get("/metrics").body()).contains("ansible_events_queue_messages{state=\"dead\"} 0");
        }
    }
}
