package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyLimits;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.MessageSchema;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeSettingsTest {

    /** The example of the documentation. */
    static final String EXAMPLE = """
            listen: 127.0.0.1:0                # port 0 picks one
            state: ./state                     # embedded queue, spool, refused requests
            queue: { embedded: {} }            # or sqs: {...}, kafka: {...}, amqp: {...}
            endpoints:
              alerts:
                auth: { hmac: { secret: s3cret, algorithm: sha256, header: X-Hub-Signature-256, format: hex, prefix: "sha256=" } }
                schema: alert.schema.json
                filter: payload.severity == "critical"
                maxBodyBytes: 65536
                deliveryId: { header: X-GitHub-Delivery }
            rules:
              - name: fix
                endpoint: alerts
                condition: payload.kind == "disk"
                run: { privateDataDir: ./project, playbook: fix.yml, limit: payload.host, extraVars: { severity: payload.severity } }
            """;

    @TempDir
    Path dir;

    @BeforeEach
    void layOut() throws Exception {
        Files.createDirectories(dir.resolve("project"));
        Files.writeString(dir.resolve("project/fix.yml"), "[]");
        Files.writeString(dir.resolve("alert.schema.json"), "{\"type\": \"object\", \"required\": [\"host\"]}");
    }

    private ServeSettings read(String yaml) throws Exception {
        return ServeSettings.read(Files.writeString(dir.resolve("serve.yml"), yaml));
    }

    @Test
    void exampleIsRead() throws Exception {
        ServeSettings settings = read(EXAMPLE);

        assertThat(settings.listen()).isEqualTo(new Listen("127.0.0.1", 0));
        assertThat(settings.state()).isEqualTo(dir.resolve("state"));
        assertThat(settings.endpoints().get(0).maxBodyBytes()).isEqualTo(65536);
        assertThat(settings.rules().get(0).parameters()).containsOnlyKeys("severity");
        assertThat(settings.runs().get("fix").description().privateDataDir()).isEqualTo(dir.resolve("project"));
        assertThat(settings.checks()).isEmpty();
    }

    @Test
    void exampleMatchesThePublishedSchemaWhichIsItselfSound() throws Exception {
        try (InputStream json = ServeSettings.class.getResourceAsStream("serve.schema.json")) {
            MessageSchema schema = MessageSchema.of(new ObjectMapper().readTree(json));

            assertThat(schema.validate(SettingsFile.parseTree(EXAMPLE, "example")))
                    .isEmpty();
            assertThat(schema.validate(SettingsFile.parseTree("{endpoints: {a: {}}, typo: 1}", "bad")))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "{apiKey: {query: token, secret: s}}",
                "{github: {secret: s}}",
                "{gitea: {secret: [s, t]}}",
                "{pagerduty: {secret: s}}",
                "{slack: {secret: s, tolerance: 1m}}",
                "{sns: {topic: 'arn:aws:sns:eu-central-1:123456789012:alerts', tolerance: 2h}}",
                "{sns: {topic: ['arn:aws-cn:sns:cn-north-1:123456789012:alerts.fifo']}}",
                "{alertmanager: {header: X-Key, secret: s}}",
                "{datadog: {header: X-Key, secret: s}}",
                "{azureDevOps: {user: u, password: p}}",
                "{zabbix: {secret: s}}",
                "{zabbix: {bearer: s}}",
                "{serviceNow: {secret: s}}"
            })
    void schemeIsReadAsThePublishedSchemaHasIt(String auth) throws Exception {
        String yaml = "basePath: /hooks\ntrustedProxies: [127.0.0.1, '10.0.0.0/8']\nendpoints:\n  a:\n    auth: " + auth
                + "\n    redelivery: ignore\n    origins: [eventgrid.azure.net]\n";

        ServeSettings settings = read(yaml);

        assertThat(settings.front().basePath()).isEqualTo("/hooks");
        assertThat(settings.endpoints().get(0).origins()).containsExactly("eventgrid.azure.net");
        try (InputStream json = ServeSettings.class.getResourceAsStream("serve.schema.json")) {
            MessageSchema schema = MessageSchema.of(new ObjectMapper().readTree(json));
            assertThat(schema.validate(SettingsFile.parseTree(yaml, "example"))).isEmpty();
        }
    }

    @Test
    void ruleSaysWhatOfItsRunsIsRecorded() throws Exception {
        String yaml = EXAMPLE.replace(
                "playbook: fix.yml",
                "playbook: fix.yml, onlyFailedEventData: true, omitEvents: [runner_on_start], maxResultSize: 1000,"
                        + " shortenFacts: true, maxEventsSize: 1000000");

        ServeSettings settings = read(yaml);

        assertThat(settings.runs()
                        .get("fix")
                        .description()
                        .recording()
                        .capture()
                        .options())
                .isEqualTo(new CaptureOptions(
                        CaptureOptions.EventData.FAILED, Set.of("runner_on_start"), 1000, true, 1_000_000));
        try (InputStream json = ServeSettings.class.getResourceAsStream("serve.schema.json")) {
            MessageSchema schema = MessageSchema.of(new ObjectMapper().readTree(json));
            assertThat(schema.validate(SettingsFile.parseTree(yaml, "example"))).isEmpty();
        }
    }

    @Test
    void limitsAreReadAndTheOthersStayAsUsual() throws Exception {
        assertThat(read(EXAMPLE).limits()).isEqualTo(ServeLimits.USUAL);

        ServeLimits limits = read(EXAMPLE
                        + "limits: { connections: 100, unprovenBytes: 65536, bodyTime: 5s, bodyBytesPerSecond: 10 }\n")
                .limits();

        assertThat(limits.connectionsPerAddress()).isEqualTo(100);
        assertThat(limits.idle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(limits.bodies()).isEqualTo(new BodyLimits(65536, 100, 100, Duration.ofSeconds(5), 10));
    }

    @Test
    void bodiesForWhichThereIsNeverRoomAreWarnedAbout() throws Exception {
        var settings = read(EXAMPLE + "limits: { unprovenBytes: 65536 }\n");

        assertThat(ServeWarnings.of(settings))
                .contains(
                        "endpoint alerts takes bodies of 65536 bytes, but limits.unprovenBytes leaves room for no more"
                                + " than 49152; larger ones are answered with 503");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen: | listne: | listne: unknown key",
                "state: ./state | basePath: hooks | basePath: must be a path such as /hooks",
                "state: ./state | basePath: /a/../b | basePath: must be a path such as /hooks",
                "state: ./state | trustedProxies: [proxy.lan] | trustedProxies: must be an address or a network",
                "state: ./state | limits: { connections: 0 } | limits.connections: must be 1 to 100000, is 0",
                "state: ./state | limits: { connections: 9, connectionsPerAddress: 10 } | limits.connectionsPerAddress: is more than connections, 9",
                "state: ./state | limits: { bodiesPerAddress: 300 } | limits.bodiesPerAddress: is more than connectionsPerAddress, 256",
                "state: ./state | limits: { unprovenBytes: 99999999999999 } | limits.unprovenBytes: is more than half of the heap",
                "state: ./state | limits: { unprovenBytes: 1 } | limits.unprovenBytes: must be at least 65536, is 1",
                "state: ./state | limits: { bodyTime: 2h } | limits.bodyTime: must be 1 s to 1 h",
                "state: ./state | limits: { idleTimeout: 10ms } | limits.idleTimeout: must be 1 s to 1 h",
                "state: ./state | limits: { speed: 1 } | limits.speed: unknown key",
                "listen: 127.0.0.1:0 | listen: 8080 | listen: must be HOST:PORT",
                "alert.schema.json | none.json | endpoints.alerts.schema: cannot read",
                "maxBodyBytes: 65536 | maxBodyBytes: 0 | endpoints.alerts.maxBodyBytes: must be 1 to 33554432, is 0",
                "payload.severity == \"critical\" | payload.severity = 1 | endpoints.alerts.filter: line 1, column 18",
                "kind == \"disk\" | kind == | rules[0].condition: line 1",
                "endpoint: alerts | endpoint: alarms | there is no endpoint alarms",
                "fix.yml | none.yml | rules[0].run.playbook: no such playbook",
                "./project | ./none | rules[0].run.privateDataDir: no such directory",
                "playbook: | playbok: | rules[0].run",
                "playbook: fix.yml | playbook: -fix.yml | rules[0].run.playbook: must not start with '-'",
                "playbook: fix.yml | playbook: fix.yml, tags: [a, -b] | rules[0].run.tags: must not start with '-'",
                "playbook: fix.yml | playbook: fix.yml, skipTags: '' | rules[0].run.skipTags: must not be empty",
                "playbook: fix.yml | playbook: fix.yml, inventory: '-a,b' | rules[0].run.inventory: must not start with '-'",
                "playbook: fix.yml | playbook: fix.yml, forks: 0 | rules[0].run.forks: must be 1 to 10000, is 0",
                "playbook: fix.yml | playbook: fix.yml, verbosity: 7 | rules[0].run.verbosity: must be 0 to 6, is 7",
                "playbook: fix.yml | playbook: fix.yml, omitEvents: nix | rules[0].run.omitEvents: unknown event type 'nix'",
                "playbook: fix.yml | playbook: fix.yml, maxResultSize: 10 | rules[0].run.maxResultSize: must be 1000 to",
                "playbook: fix.yml | playbook: fix.yml, jobTimeout: soon | rules[0].run.jobTimeout: must be a time",
                "playbook: fix.yml | playbook: fix.yml, cmdline: --diff 'x | rules[0].run.cmdline: the quote ' at character 8 is not closed",
                "limit: payload.host | limit: host.name | rules[0].run.limit: line 1, column 1",
                "{ severity: | { se-verity: | rules[0].run.extraVars.se-verity: \"se-verity\" is not a variable name",
                "name: fix | name: fi/x | rules[0].name",
                "secret: s3cret | secret: {env: NO_SUCH_THING} | endpoints.alerts.auth.hmac.secret: the environment variable NO_SUCH_THING",
                "algorithm: sha256 | algorithm: md5 | endpoints.alerts.auth.hmac.algorithm: must be one of sha1, sha256, sha512"
            })
    void mistakeIsNamedWithItsPlace(String good, String bad, String error) {
        assertThat(EXAMPLE).contains(good);

        assertThatThrownBy(() -> read(EXAMPLE.replace(good, bad)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("serve.yml: ")
                .hasMessageContaining(error);
    }

    @Test
    void nothingToDoIsAMistake() {
        assertThatThrownBy(() -> read("listen: 127.0.0.1:0")).hasMessageContaining("nothing to do");
    }

    @Test
    void messagesFromASharedQueueAreChecked() throws Exception {
        ServeSettings settings = read(EXAMPLE.replace("{ embedded: {} }", "{ sqs: {} }")
                + "messages: { schema: alert.schema.json, filter: 'payload.host != \"\"' }\n");

        assertThat(settings.checks()).containsOnlyKeys("alerts", "");
    }

    @Test
    void aliasOfASecretIsTheSecret() throws Exception {
        ServeSettings settings = read("""
                listen: 127.0.0.1:0
                endpoints:
                  a: { auth: { bearer: { secret: &s correct-secret } } }
                  b: { auth: { bearer: { secret: *s } } }
                """);

        assertThat(settings.endpoints())
                .extracting(endpoint -> endpoint.authentication().toString())
                .hasSize(2);
        assertThat(settings.endpoints().get(1).authentication())
                .isEqualTo(settings.endpoints().get(0).authentication());
    }

    @ParameterizedTest
    @CsvSource({"1048576,2000", "4000,2000", "1024,512", "20,16", "-1,16"})
    void connectionsLeaveHalfOfTheFilesToEverythingElse(long descriptors, int connections) {
        assertThat(ServeLimits.usualConnections(descriptors)).isEqualTo(connections);
    }

    @Test
    void moreConnectionsThanFilesAreWarnedAbout() throws Exception {
        ServeLimits limits = ServeLimits.read(
                SettingsFile.parse("limits: { connections: 600, connectionsPerAddress: 9 }", "serve.yml", dir));

        assertThat(limits.warning(1_200)).isEmpty();
        assertThat(limits.warning(1_024))
                .contains("limits.connections: 600 connections leave too few of the 1024 files that this process may"
                        + " open; allow more (ulimit -n, LimitNOFILE of the unit) or take fewer connections");
    }
}
