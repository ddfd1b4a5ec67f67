package io.jenkins.plugins.ansibleevents.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.JenkinsProcess;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A receiver that is away during the whole run, and a controller that is killed before the receiver is back. */
class DeliveryAcrossRestartTest {

    @RegisterExtension
    private final RealJenkinsExtension jenkins = JenkinsProcess.quick();

    @RegisterExtension
    private final Receiver receiver = new Receiver();

    @Test
    void everyEventOfTheRunArrivesInOrderAfterTheControllerIsBack() throws Throwable {
        receiver.answer(503);
        jenkins.startJenkins();
        String events = jenkins.runRemotely(DeliveryAcrossRestartTest::runWhileTheReceiverIsAway, receiver.url());
        assertThat(events).contains("\"runner_on_ok\"");
        jenkins.stopJenkinsForcibly();
        assertThat(receiver.bodies()).isEmpty();
        receiver.answer(200);

        jenkins.startJenkins();

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(receiver.bodies()).anyMatch(body -> body.contains("\"successful\"")));
        assertThat(receiver.bodies().get(0)).contains("\"starting\"");
        assertThat(uuids(receiver.bodies()))
                .containsExactlyElementsOf(uuids(events.lines().toList()));
    }

    private static String runWhileTheReceiverIsAway(JenkinsRule rule, String url) throws Throwable {
        var configuration = AnsibleEventsConfiguration.get();
        configuration.setAllowedHosts("127.0.0.1");
        configuration.setEmitters(List.of(new HttpEmitterConfig("audit", url)));
        configuration.save();
        WorkflowJob job = rule.createProject(WorkflowJob.class, "told");
        job.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'site.yml', text: '''" + LocalPlaybook.HELLO + "'''\n"
                        + "ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local' }",
                true));
        WorkflowRun build = rule.buildAndAssertSuccess(job);
        rule.assertLogContains("last problem: the receiver answered 503", build);
        try (var file = build.getArtifactManager()
                .root()
                .child("ansible/" + LocalPlaybook.ident(build, "told-1-1") + "/events.jsonl")
                .open()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Of events; statuses have none. */
    private static List<String> uuids(List<String> messages) {
        return messages.stream()
                .map(DeliveryAcrossRestartTest::uuid)
                .filter(uuid -> !uuid.isEmpty())
                .toList();
    }

    private static String uuid(String message) {
        try {
            return new ObjectMapper().readTree(message).path("uuid").asText("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
