package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of {@code serve} on standard error. */
class ServeLogTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String LINE = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z (DEBUG|INFO |WARN |ERROR) \\P{Cntrl}+";

    @TempDir
    Path dir;

    private Path config;

    @BeforeEach
    void layOut() throws Exception {
        ServeProject.needsAnsible();
        ServeProject.layOut(
                dir, "- hosts: all\n  gather_facts: false\n  tasks: [{ansible.builtin.debug: {msg: hello}}]\n");
        config = Files.writeString(dir.resolve("serve.yml"), """
                listen: 127.0.0.1:0
                endpoints:
                  alerts:
                    auth: { hmac: { secret: s3cret, header: X-Hub-Signature-256, prefix: "sha256=" } }
                    filter: payload.kind != "noise"
                    schema: { type: object, properties: { kind: { type: string, maxLength: 20 } } }
                rules:
                  - name: fix
                    condition: payload.kind == "disk"
                    run: { privateDataDir: ./project, playbook: fix.yml, limit: payload.host }
                """);
    }

    private static List<String> lines(ServeProcess serve, String text) throws Exception {
        return serve.log().lines().filter(line -> line.contains(text)).toList();
    }

    @Test
    void oneLineSaysWhatBecameOfAMessage() throws Exception {
        try (ServeProcess serve = ServeProcess.start(config)) {
            String done = serve.send("alerts", "{\"kind\":\"disk\",\"host\":\"web1\"}");
            String filtered = serve.send("alerts", "{\"kind\":\"other\"}");
            String dead = serve.send(
                    "alerts", "{\"kind\":\"disk\",\"host\":\"all s3cret\\n2026 INFO  done\\u001b[31m\\u202e\"}");
            serve.post("alerts", "{\"kind\":\"noise\"}");
            serve.post("alerts", "{}", "X-Hub-Signature-256", "sha256=00");

            await().atMost(LONG)
                    .until(() -> lines(serve, "run " + done + "-fix of rule fix ended successful")
                                    .size()
                            == 1);
            await().atMost(LONG).until(() -> lines(serve, "dead " + dead).size() == 1);
            await().atMost(LONG)
                    .until(() -> lines(serve, "filtered " + filtered).size() == 1);

            assertThat(lines(serve, "accepted " + done + " at alerts from 127.0.0.1"))
                    .hasSize(1);
            assertThat(lines(serve, "done " + done + " at alerts")).hasSize(1);
            assertThat(lines(serve, "done " + filtered)).isEmpty();
            assertThat(lines(serve, "filtered at alerts from 127.0.0.1: not met: "))
                    .hasSize(1);
            assertThat(lines(serve, "refused at alerts from 127.0.0.1: authentication: "))
                    .hasSize(1);
            assertThat(lines(serve, "dead " + dead).get(0))
                    .contains("WARN  dead")
                    .containsIgnoringCase("all ****\\n2026 INFO  done\\u001b[31m\\u202e");
            assertThat(serve.log()).doesNotContain("s3cret");
            assertThat(serve.log().lines()).allMatch(line -> line.matches(LINE));
        }
    }

    @Test
    void levelTurnsItDown() throws Exception {
        Files.writeString(config, "log: warning\n" + Files.readString(config));
        try (ServeProcess serve = ServeProcess.start(config)) {
            String done = serve.send("alerts", "{\"kind\":\"disk\",\"host\":\"web1\"}");
            String dead = serve.send("alerts", "{\"kind\":\"disk\",\"host\":\"all\"}");
            await().atMost(LONG).until(() -> lines(serve, "dead " + dead).size() == 1);
            await().atMost(LONG)
                    .until(() ->
                            serve.status("alerts", done).path("state").asText().equals("done"));

            assertThat(serve.log().lines()).allMatch(line -> line.contains(" WARN  dead "));
        }
    }

    @Test
    void errorsOfRunsNameTheRunAndHaveATime() throws Exception {
        Files.writeString(
                dir.resolve("project/project/fix.yml"),
                "- hosts: all\n  gather_facts: false\n  tasks: [{ansible.builtin.fail: {msg: no luck}}]\n");
        Files.createDirectories(dir.resolve("project/env"));
        Files.writeString(
                dir.resolve("project/env/emitters.yml"),
                "emitters: { hook: { type: http, url: 'http://127.0.0.1:9/' } }\n");
        try (ServeProcess serve = ServeProcess.start(config)) {
            String run = serve.send("alerts", "{\"kind\":\"disk\",\"host\":\"web1\"}") + "-fix";
            await().atMost(LONG)
                    .until(() -> lines(serve, "run " + run + " of rule fix ended failed")
                                    .size()
                            == 1);

            assertThat(lines(serve, "WARN  run " + run + ": "))
                    .anyMatch(line -> line.contains("web1: ") && line.contains("no luck"))
                    .anyMatch(line -> line.contains("emitter hook: cannot connect to the receiver"));
            assertThat(serve.log().lines()).allMatch(line -> line.matches(LINE));
        }
    }
}
