package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.tls.OpenSsl;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP to a {@code serve} that takes messages and runs playbooks. */
class ServeReloadTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String ALERT = "{\"kind\":\"disk\",\"seconds\":0}";

    @TempDir
    Path dir;

    private Path config;
    private Path ledger;

    @BeforeEach
    void layOut() throws Exception {
        ServeProject.needsAnsible();
        ledger = Files.createFile(dir.resolve("ledger"));
        ServeProject.layOut(
                dir, "web1 ansible_connection=local ansible_python_interpreter=auto_silent\n", """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - ansible.builtin.raw: echo "{{ by }} {{ id }}" >> '%s'
                    - ansible.builtin.raw: sleep {{ seconds }}
                    - ansible.builtin.raw: echo "end {{ id }}" >> '%s'
                """.formatted(
                                ledger, ledger));
        config = dir.resolve("serve.yml");
        configure("old", "alerts", "");
    }

    private void configure(String by, String endpoint, String more) throws Exception {
        Files.writeString(config, """
                listen: 127.0.0.1:0
                endpoints:
                  %s: { auth: { hmac: { secret: s3cret, header: X-Hub-Signature-256, prefix: "sha256=" } } }
                rules:
                  - name: fix
                    run:
                      privateDataDir: ./project
                      playbook: fix.yml
                      extraVars: { by: "'%s'", id: message.id, seconds: payload.seconds }
                %s
                """.formatted(endpoint, by, more));
    }

    private List<String> lines(String start) throws Exception {
        return Files.readAllLines(ledger).stream()
                .filter(line -> line.startsWith(start))
                .toList();
    }

    private static void readAgain(ServeProcess serve) throws Exception {
        long before = count(serve);
        serve.hangUp();
        await().atMost(LONG).until(() -> count(serve) > before);
    }

    private static long count(ServeProcess serve) throws Exception {
        return serve.log()
                .lines()
                .filter(line -> line.contains("the configuration was read again"))
                .count();
    }

    @Test
    void newEndpointsAndRulesCountAndARunThatHasBegunGoesOn() throws Exception {
        try (ServeProcess serve = ServeProcess.start(config)) {
            String running = serve.send("alerts", "{\"seconds\":4}");
            await().atMost(LONG).until(() -> !lines("old " + running).isEmpty());
            configure("new", "alarms", "maxRuns: 2");

            readAgain(serve);

            assertThat(serve.post("alerts", ALERT).statusCode()).isEqualTo(404);
            String next = serve.send("alarms", ALERT);
            await().atMost(LONG).until(() -> !lines("new " + next).isEmpty());
            await().atMost(LONG).until(() -> !lines("end " + running).isEmpty());
            assertThat(lines("old " + running)).hasSize(1);
        }
    }

    @Test
    void whatIsWrongIsSaidAndTheOldConfigurationStays() throws Exception {
        try (ServeProcess serve = ServeProcess.start(config)) {
            Files.writeString(
                    config,
                    Files.readString(config).replace("fix.yml", "none.yml").replace("payload.seconds", "payload.")
                            + "typo: 1\n");

            serve.hangUp();

            String told = "WARN  the configuration is not taken, the old one stays: " + config + ": ";
            await().atMost(LONG).until(() -> serve.log().contains(told + "typo: unknown key"));
            assertThat(serve.log())
                    .contains(told + "rules[0].run.playbook: no such playbook")
                    .contains(told + "rules[0].run.extraVars.seconds: line 1");
            String id = serve.send("alerts", ALERT);
            await().atMost(LONG).until(() -> !lines("old " + id).isEmpty());
        }
    }

    @Test
    void whatCannotChangeWhileItRunsIsNamed() throws Exception {
        try (ServeProcess serve = ServeProcess.start(config)) {
            configure("new", "alerts", "queue: { embedded: { maxMessages: 7 } }\nstate: ./elsewhere");

            readAgain(serve);

            assertThat(serve.log()).contains("these count from the next start on: state, queue");
            String id = serve.send("alerts", ALERT);
            await().atMost(LONG).until(() -> !lines("new " + id).isEmpty());
            assertThat(dir.resolve("elsewhere")).doesNotExist();
        }
    }

    @Test
    void configurationWithoutRulesIsNotTakenBecauseItWouldDropWhatWaits() throws Exception {
        try (ServeProcess serve = ServeProcess.start(config)) {
            String all = Files.readString(config);
            Files.writeString(config, all.substring(0, all.indexOf("rules:")));

            serve.hangUp();

            await().atMost(LONG).until(() -> serve.log().contains("whether there are rules, cannot change"));
            String id = serve.send("alerts", ALERT);
            await().atMost(LONG).until(() -> !lines("old " + id).isEmpty());
        }
    }

    @Test
    void noMessageIsLostOrRunTwiceWhileTheConfigurationIsReadAgainAndAgain() throws Exception {
        var ids = new ArrayList<String>();
        var over = new AtomicBoolean();
        try (ServeProcess serve = ServeProcess.start(config)) {
            var hangingUp = new Thread(() -> {
                for (int i = 0; !over.get(); i++) {
                    try {
                        configure("round" + i, "alerts", "maxRuns: " + (1 + i % 3));
                        readAgain(serve);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
            });
            hangingUp.start();
            for (int i = 0; i < 25; i++) {
                // A sender that repeats each message at once: deliveries are known across a reload too.
                HttpResponse<String> first = serve.post("alerts", ALERT);
                assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
                ids.add(ServeProcess.id(first));
            }
            await().atMost(LONG.multipliedBy(2)).until(() -> lines("end ").size() >= ids.size());
            over.set(true);
            hangingUp.join();
            assertThat(count(serve)).isGreaterThan(3);
            assertThat(serve.terminate()).isZero();
        }
        for (String id : ids) {
            assertThat(lines("end " + id)).as(id).hasSize(1);
        }
    }

    @Test
    void otherTlsFilesAreTaken() throws Exception {
        new OpenSsl(dir).authority("first").authority("second").key("ED25519", "third.key");
        configure("old", "alerts", "tls: { certificate: first.pem, key: first.key }");
        try (ServeProcess serve = ServeProcess.start(config)) {
            assertThat(subject(serve)).isEqualTo("CN=first");
            configure("old", "alerts", "tls: { certificate: second.pem, key: second.key }");
            readAgain(serve);
            assertThat(subject(serve)).isEqualTo("CN=second");
            configure("old", "alerts", "tls: { certificate: first.pem, key: third.key }");

            serve.hangUp();

            await().atMost(LONG).until(() -> serve.log().contains("do not belong together"));
            assertThat(subject(serve)).isEqualTo("CN=second");
        }
    }

    private static String subject(ServeProcess serve) throws Exception {
        return ServeTlsTest.subject(serve.url());
    }
}
