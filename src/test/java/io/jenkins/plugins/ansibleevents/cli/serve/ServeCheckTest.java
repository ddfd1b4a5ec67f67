package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.cli.CommandLineCall;
import io.jenkins.plugins.ansibleevents.engine.tls.OpenSsl;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code serve --check}. */
class ServeCheckTest {

    @TempDir
    Path dir;

    @BeforeEach
    void layOut() throws Exception {
        Files.createDirectories(dir.resolve("project/env"));
        Files.writeString(dir.resolve("project/fix.yml"), "[]");
        Files.writeString(dir.resolve("alert.schema.json"), "{\"type\": \"object\"}");
    }

    private CommandLineCall check(String yaml) throws Exception {
        Path config = Files.writeString(dir.resolve("serve.yml"), yaml);
        return CommandLineCall.of("serve", "--check", "--config", config.toString());
    }

    @Test
    void goodConfigurationIsSaidToBeOneAndNothingIsOpened() throws Exception {
        CommandLineCall call = check(ServeSettingsTest.EXAMPLE);

        assertThat(call.exitCode()).isZero();
        assertThat(call.out().strip())
                .isEqualTo(dir.resolve("serve.yml") + " can be used: 1 endpoint, 1 rule, embedded queue");
        assertThat(call.err()).isEmpty();
        assertThat(dir.resolve("state")).doesNotExist();
    }

    @Test
    void allMistakesAreSaidInOneGo() throws Exception {
        new OpenSsl(dir).authority("one").authority("two");

        CommandLineCall call = check("""
                listen: 8080
                tls: { certificate: one.pem, key: two.key }
                queue: { kafka: { topic: t, bootstrapServers: nowhere } }
                lease: 0
                endpoints:
                  alerts:
                    auth: { bearer: { secret: { env: NO_SUCH_VARIABLE } } }
                    schema: none.json
                    filter: payload.kind =
                    maxBodyBytes: 0
                    typo: 1
                  b@d: { auth: none }
                rules:
                  - { name: one, endpoint: alarms, run: { privateDataDir: ./project, playbook: fix.yml } }
                  - { name: two, condition: "x", run: { privateDataDir: ./none, playbook: fix.yml, limit: payload. } }
                  - { name: three }
                """);

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()
                        .lines()
                        .map(line -> line.replace("ansible-events: " + dir.resolve("serve.yml") + ": ", "")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("endpoints.alerts.auth.bearer.secret: the environment variable"),
                        line -> assertThat(line).startsWith("endpoints.alerts.schema: cannot read"),
                        line -> assertThat(line).startsWith("endpoints.alerts.filter: line 1"),
                        line -> assertThat(line).startsWith("endpoints.alerts.maxBodyBytes: must be"),
                        line -> assertThat(line).startsWith("endpoints.alerts.typo: unknown key"),
                        line -> assertThat(line).startsWith("endpoints.b@d"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "rules[0].endpoint: there is no endpoint alarms; there are:" + " alerts, b@d"),
                        line -> assertThat(line).startsWith("rules[1].run.limit: line 1"),
                        line -> assertThat(line).startsWith("rules[1].condition: line 1"),
                        line -> assertThat(line).startsWith("rules[1].run.privateDataDir: no such directory"),
                        line -> assertThat(line).startsWith("rules[2].run: is required"),
                        line -> assertThat(line).startsWith("listen: must be HOST:PORT"),
                        line -> assertThat(line).startsWith("tls: ").contains("do not belong together"),
                        line -> assertThat(line).startsWith("lease: must be 1 s to 12 h"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka: { topic: t, bootstrapServers: nowhere } | queue.kafka.bootstrapServers: must be HOST:PORT",
                "kafka: { topic: t, bootstrapServers: 'x:9092', properties: { compression.type: best } } | queue.kafka.properties: Invalid value best",
                "amqp: { url: 'amqps://x', queue: q, trustStore: none.p12 } | queue.amqp.trustStore: cannot read the file",
                "sqs: { queue: q, endpoint: nowhere } | queue.sqs.endpoint: must be an address",
                "embedded: { maxMessages: 0 } | queue.embedded.maxMessages: must be 1"
            })
    void settingsOfTheQueueAreRead(String queue, String mistake) throws Exception {
        CommandLineCall call = check(ServeSettingsTest.EXAMPLE.replace("embedded: {}", queue));

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).startsWith("ansible-events: " + dir.resolve("serve.yml") + ": " + mistake);
    }

    @Test
    void privateDataDirIsReadAsARunWouldReadIt() throws Exception {
        Files.writeString(dir.resolve("project/env/emitters.yml"), "emitters: [{type: http, url: nowhere}]");

        CommandLineCall call = check(ServeSettingsTest.EXAMPLE);

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).contains("serve.yml: rule fix: run: ").contains("emitters.yml");
    }

    @Test
    void inventoryThatIsNotThereIsNamedByItsKey() throws Exception {
        CommandLineCall call = check(
                ServeSettingsTest.EXAMPLE.replace("playbook: fix.yml", "playbook: fix.yml, inventory: ['a,b', nix]"));

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err())
                .isEqualTo("ansible-events: " + dir.resolve("serve.yml")
                        + ": rules[0].run.inventory: no such inventory: " + dir.resolve("nix") + "\n");
    }

    @Test
    void warningsDoNotKeepItFromBeingUsed() throws Exception {
        CommandLineCall call = check("""
                listen: 0.0.0.0:8080
                endpoints:
                  a: { auth: { bearer: { secret: same } } }
                  b: { auth: { apiKey: { secret: [other, same] } } }
                  c: { auth: none, test: true }
                rules:
                  - { name: one, endpoint: a, run: { privateDataDir: ./project, playbook: fix.yml } }
                """);

        assertThat(call.exitCode()).isZero();
        assertThat(call.err())
                .contains("serve.yml: warning: endpoints a and b share a secret")
                .contains("warning: endpoint c takes messages from anybody")
                .contains("warning: endpoint c is in test mode")
                .contains("warning: no rule is for endpoint b")
                .contains("warning: it listens on 0.0.0.0 without tls")
                .doesNotContain("same");
    }
}
