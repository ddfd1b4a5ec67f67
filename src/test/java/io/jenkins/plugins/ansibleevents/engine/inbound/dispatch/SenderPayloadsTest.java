package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.FaultyQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.Inbound;
import io.jenkins.plugins.ansibleevents.engine.inbound.RefusedLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.Signatures;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Interpreter;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Match;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.RuleSettings;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole messages in the form their senders document, signed as they sign, on the way to the run's parameters. The payloads
 * ({@code webhooks/*.json}) are made up; their fields are the documented ones.
 */
class SenderPayloadsTest {

    private static final String SECRET = "s3nders-secret";

    @TempDir
    Path dir;

    private final FaultyQueue queue = new FaultyQueue();

    static Stream<Arguments> senders() {
        return Stream.of(
                Arguments.of(
                        "github-push",
                        "github: {secret: " + SECRET + "}",
                        Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"),
                        "X-Hub-Signature-256=sha256=",
                        "condition: headers['x-github-event'] == 'push' && payload.ref == 'refs/heads/main'\n"
                                + "run: {extraVars: {repo: payload.repository.full_name, commit: payload.after,"
                                + " files: 'payload.commits.map(c, c.modified)', forced: payload.forced}}",
                        List.of("[] {commit=\"9f3c1e0b5a7d2c4e6f8091a2b3c4d5e6f7081920\","
                                + " files=[[\"group_vars/web.yml\"]], forced=false, repo=\"ada/playbooks\"}")),
                Arguments.of(
                        "gitlab-push",
                        "gitlab: {secret: " + SECRET + "}",
                        Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", SECRET),
                        "",
                        "condition: payload.object_kind == 'push' && payload.ref_protected\n"
                                + "run: {extraVars: {project: payload.project.path_with_namespace,"
                                + " titles: 'payload.commits.map(c, c.title)', count: payload.total_commits_count}}",
                        List.of(
                                "[] {count=2, project=\"ops/playbooks\", titles=[\"Größere Platte für web1\",\"Fix\"]}")),
                Arguments.of(
                        "bitbucket-push",
                        "bitbucket: {secret: " + SECRET + "}",
                        Map.of("X-Event-Key", "repo:push", "X-Request-UUID", "6a5e0d1c-0000-4000-8000-000000000001"),
                        "X-Hub-Signature=sha256=",
                        "split: payload.push.changes\ncondition: item.new.name == 'main' && !item.closed\n"
                                + "run: {extraVars: {repo: payload.repository.full_name, commit: item.new.target.hash}}",
                        List.of("[] {commit=\"9f3c1e0b5a7d2c4e6f8091a2b3c4d5e6f7081920\", repo=\"ops/playbooks\"}")),
                Arguments.of(
                        "alertmanager-v4",
                        "alertmanager: {bearer: " + SECRET + "}",
                        Map.of("Authorization", "Bearer " + SECRET),
                        "",
                        "split: payload.alerts\n"
                                + "condition: payload.version == '4' && item.status == 'firing'\n"
                                + "run: {limit: host(item.labels.instance), extraVars: {device: item.labels.device}}",
                        List.of("[web1.example.com] {device=\"/dev/sda1\"}", "[2001:db8::17] {device=\"/dev/sda1\"}")),
                Arguments.of(
                        "gitea-push",
                        "gitea: {secret: " + SECRET + "}",
                        Map.of("X-Gitea-Event", "push", "X-Gitea-Delivery", "f6266f16-1bf3-46a5-9ea4-602e06ead473"),
                        "X-Gitea-Signature=",
                        "condition: headers['x-gitea-event'] == 'push'\n"
                                + "run: {extraVars: {repo: payload.repository.full_name, commit: payload.after}}",
                        List.of("[] {commit=\"bffeb74224043ba2feb48d137756c8a9331c449a\", repo=\"gitea/webhooks\"}")),
                Arguments.of(
                        "pagerduty-incident",
                        "pagerduty: {secret: " + SECRET + "}",
                        Map.of(),
                        "X-PagerDuty-Signature=v1=",
                        "condition: payload.event.event_type == 'incident.triggered'\n"
                                + "run: {limit: payload.event.data.service.summary,"
                                + " extraVars: {delivery: message.delivery, urgency: payload.event.data.urgency}}",
                        List.of("[web1.example.com] {delivery=\"5ac64822-4adc-4fda-ade0-410becf0de4f\","
                                + " urgency=\"high\"}")),
                Arguments.of(
                        "datadog-monitor",
                        "datadog: {header: X-Hook-Key, secret: " + SECRET + "}",
                        Map.of("X-Hook-Key", SECRET),
                        "",
                        "condition: payload.transition == 'Triggered'\n"
                                + "run: {limit: payload.hostname, extraVars: {tags: \"payload.tags.split(',')\"}}",
                        List.of("[web1.example.com] {tags=[\"env:prod\",\"host:web1.example.com\"]}")),
                Arguments.of(
                        "azure-devops-git-push",
                        "azureDevOps: {user: ado, password: " + SECRET + "}",
                        Map.of("Authorization", "Basic YWRvOnMzbmRlcnMtc2VjcmV0"),
                        "",
                        "split: payload.resource.refUpdates\n"
                                + "condition: payload.eventType == 'git.push' && item.name == 'refs/heads/main'\n"
                                + "run: {extraVars: {repo: payload.resource.repository.name, commit: item.newObjectId}}",
                        List.of("[] {commit=\"33b55f7cb7e7e245323987634f960cf4a6e6bc74\", repo=\"playbooks\"}")),
                Arguments.of(
                        "zabbix-problem",
                        "zabbix: {secret: " + SECRET + "}",
                        Map.of(),
                        "X-Zabbix-Signature=",
                        "condition: payload.event.value == '1'\n"
                                + "run: {limit: payload.host, extraVars: {problem: payload.event.name}}",
                        List.of("[web1.example.com] {problem=\"Disk is full\"}")),
                Arguments.of(
                        "servicenow-incident",
                        "serviceNow: {bearer: " + SECRET + "}",
                        Map.of("Authorization", "Bearer " + SECRET),
                        "",
                        "condition: int(payload.priority) <= 2\n"
                                + "run: {limit: payload.cmdb_ci.name, extraVars: {incident: payload.number}}",
                        List.of("[web1.example.com] {incident=\"INC0010023\"}")),
                Arguments.of(
                        "grafana-alert",
                        "grafana: {secret: " + SECRET + "}",
                        Map.of(),
                        "X-Grafana-Alerting-Signature=",
                        "split: payload.alerts\ncondition: item.labels.severity == 'critical'\n"
                                + "run: {limit: item.labels.host, extraVars: {load: item.values.A, org: payload.orgId}}",
                        List.of("[web1] {load=9.25, org=1}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("senders")
    void signedMessageBecomesRunsWithItsParameters(
            String payload, String auth, Map<String, String> own, String signature, String rule, List<String> runs)
            throws Exception {
        byte[] body = resource(payload);
        var headers = new TreeMap<>(own);
        headers.put("Content-Type", "application/json");
        if (!signature.isEmpty()) {
            String[] form = signature.split("=", 2);
            headers.put(form[0], form[1] + Signatures.hmac(SECRET, body));
        }

        assertThat(answer(auth, headers, body).status()).isEqualTo(202);
        assertThat(runsFor(rule, queue.published.get(0))).isEqualTo(runs);
        body[body.length - 2] = ' ';
        if (!signature.isEmpty()) {
            assertThat(answer(auth, headers, body).status()).isEqualTo(401);
        }
    }

    private Answer answer(String auth, Map<String, String> headers, byte[] body) throws Exception {
        try (Store store = Store.open(dir.resolve("state.db"), 0)) {
            var spec = EndpointSettings.read("hook", SettingsFile.parse("auth: {" + auth + "}", "serve.yml", dir));
            var inbound = new Inbound(
                    List.of(spec),
                    queue,
                    store,
                    new RefusedLog(store, Redactor.none()),
                    (endpoint, id) -> Optional.empty(),
                    Clock.systemUTC(),
                    Retention.USUAL);
            return inbound.answer(RawRequest.of("POST", "/webhook/hook", Headers.of(headers), body));
        }
    }

    private static List<String> runsFor(String yaml, Message message) throws Exception {
        Section section = SettingsFile.parse("name: push\n" + yaml, "serve.yml", Path.of("."));
        Section run = section.section("run").orElseThrow();
        Rule rule = RuleSettings.read(
                section, ExpressionSettings.expressions(run, "extraVars"), ExpressionSettings.expression(run, "limit"));
        var lease = new Lease(message, "1-1", 1, Clock.systemUTC().instant());
        List<Match> matches =
                new Interpreter(List.of(rule), Map.of()).interpret(lease).matches();
        var held = new HeldMessage(lease, matches.size());
        var runs = new ArrayList<String>();
        for (Match match : matches) {
            Action action = RunBatch.of(new RunBatch.Entry(match, held, false)).action(1);
            // In the order of their names.
            runs.add(action.limit() + " " + new TreeMap<>(action.parameters()));
        }
        return runs;
    }

    private static byte[] resource(String name) throws Exception {
        try (InputStream in = SenderPayloadsTest.class.getResourceAsStream("/webhooks/" + name + ".json")) {
            return in.readAllBytes();
        }
    }
}
