package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventParameter;
import io.jenkins.plugins.ansibleevents.webhook.trigger.WebhookCause;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Messages come in while their job is saved, disabled, renamed or moved: none is lost by that. */
@WithJenkins
class ChangingJobTest {

    private static final int MESSAGES = Integer.getInteger("ansibleevents.test.messages", 120);
    private static final Duration LONG = Duration.ofSeconds(60);

    private JenkinsRule jenkins;
    private Webhooks sender;

    @BeforeEach
    void endpoint(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sender = new Webhooks(rule.getURL());
        Webhooks.endpoint("alerts");
    }

    /** As the documentation shows it: each build takes the parameters and the trigger away and puts them back. */
    @Test
    void quickMessagesToAJobThatRewritesItselfAreBuildsWithTheirOwnParameters() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "fix");
        job.setDefinition(new CpsFlowDefinition("""
                properties([
                  parameters([string(name: 'limit'), string(name: 'severity'), string(name: 'other', defaultValue: 'usual')]),
                  pipelineTriggers([ansibleEventTrigger(
                    endpoint: 'alerts',
                    condition: 'payload.kind == "disk"',
                    limit: 'payload.host',
                    parameters: [eventParameter(name: 'severity', expression: 'payload.severity')])])
                ])
                echo "got ${params.limit} ${params.severity} ${params.other}"
                """, true));
        jenkins.buildAndAssertSuccess(job);

        var sent = new HashMap<String, Integer>();
        try (var log = new LogRecorder().record("", Level.WARNING).capture(10_000)) {
            for (int i = 0; i < MESSAGES; i++) {
                String body = "{\"kind\":\"disk\",\"host\":\"web%d\",\"severity\":\"s%d\"}".formatted(i, i);
                sent.put(sender.accepted("alerts", body), i);
            }
            await().atMost(LONG.plusSeconds(MESSAGES)).until(() -> allAreOver(sent.keySet()));

            assertThat(deadLetters()).isEmpty();
            assertThat(log.getMessages()).isEmpty();
        }
        assertEachHasItsBuild(sent, job);
    }

    private void assertEachHasItsBuild(Map<String, Integer> sent, WorkflowJob job) throws Exception {
        Set<String> built = new HashSet<>();
        for (Run<?, ?> build : job.getBuilds()) {
            WebhookCause cause = build.getCause(WebhookCause.class);
            if (cause == null) {
                continue;
            }
            int i = sent.get(cause.getMessageId());
            assertThat(built.add(cause.getMessageId())).as("build %s", build).isTrue();
            var parameters = build.getAction(ParametersAction.class);
            assertThat(parameters.getParameter("limit").getValue()).isEqualTo("web" + i);
            jenkins.assertLogContains("got web" + i + " s" + i + " usual", build);
        }
        assertThat(built).isEqualTo(sent.keySet());
    }

    private boolean allAreOver(Set<String> ids) throws Exception {
        for (String id : ids) {
            String state = sender.status("alerts", id).path("state").asText();
            if (!Set.of("done", "dead", "filtered").contains(state)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> deadLetters() throws Exception {
        return WebhookService.get().runtime().orElseThrow().queue().deadLetters(2_000).stream()
                .map(letter -> letter.reason())
                .toList();
    }

    @Test
    void parametersThatAreTakenAwayForAMomentReachTheBuild() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");
        var declared = new ParametersDefinitionProperty(
                new StringParameterDefinition("host", ""), new StringParameterDefinition("other", "usual"));
        job.addProperty(declared);
        trigger(job, new EventParameter("host", "payload.host"));

        job.removeProperty(declared);
        sender.accepted("alerts", "{\"host\":\"web1\"}");

        var parameters = build(job, 1).getAction(ParametersAction.class);
        assertThat(parameters.getParameters())
                .extracting(value -> value.getName() + "=" + value.getValue())
                .containsExactly("host=web1", "other=usual");
    }

    @Test
    void triggerThatStartsBeforeTheParametersAreDeclaredLetsTheMessageWait() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");
        trigger(job, new EventParameter("host", "payload.host")).start(job, true);

        String id = sender.accepted("alerts", "{\"host\":\"web1\"}");

        awaitReason(id, "fix is just being saved and does not declare all parameters yet. Postponed for ");
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("host", "")));
        assertThat(build(job, 1).getAction(ParametersAction.class).getParameters())
                .hasSize(1);
    }

    @Test
    void triggerThatIsStoppedForAMomentStartsBuilds() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");
        AnsibleEventTrigger trigger = trigger(job);

        trigger.stop();
        sender.accepted("alerts", "{}");

        build(job, 1);
    }

    @Test
    void messageThatWasForATriggerThatIsRemovedForGoodIsFiltered() throws Exception {
        trigger(jenkins.createFreeStyleProject("other")).setCondition("false");
        jenkins.jenkins.getItemByFullName("other", FreeStyleProject.class).save();
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");
        AnsibleEventTrigger trigger = trigger(job);

        trigger.stop();
        job.removeTrigger(trigger.getDescriptor());
        String id = sender.accepted("alerts", "{}");

        awaitReason(id, "The job that wanted this message has no such trigger now. Postponed for ");
        await().atMost(LONG).until(() -> state(id).equals("filtered"));
        assertThat(job.getBuilds().isEmpty()).isTrue();
    }

    @Test
    void messageWaitsWhileItsJobIsDisabledAndThePageSaysSo() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");
        trigger(job);
        job.disable();

        String id = sender.accepted("alerts", "{}");

        awaitReason(id, "fix cannot be built now; is it disabled? Postponed for ");
        assertThat(jenkins.createWebClient()
                        .goTo("manage/ansible-events-webhooks/")
                        .asNormalizedText())
                .contains("fix cannot be built now; is it disabled? Postponed for ");
        job.enable();
        build(job, 1);
    }

    @Test
    void messageOfAJobThatIsMovedBeforeItsBuildStartsIsBuiltThere() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");
        job.getBuildersList().add(new BlockedBuild());
        trigger(job);
        sender.accepted("alerts", "{\"n\":1}");
        await().atMost(LONG).until(() -> job.getBuildByNumber(1) != null);
        String second = sender.accepted("alerts", "{\"n\":2}");
        await().atMost(LONG).until(() -> state(second).equals("scheduled"));

        job.renameTo("repair");
        Items.move(job, jenkins.createFolder("team"));
        BlockedBuild.release(Result.SUCCESS);
        BlockedBuild.release(Result.SUCCESS);

        assertThat(build(job, 2).getCause(WebhookCause.class).getMessageId()).isEqualTo(second);
        await().atMost(LONG).until(() -> state(second).equals("done"));
        assertThat(job.getBuilds().size()).isEqualTo(2);
    }

    private static AnsibleEventTrigger trigger(FreeStyleProject job, EventParameter... parameters) throws Exception {
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint("alerts");
        trigger.setParameters(List.of(parameters));
        Webhooks.trigger(job, trigger);
        return trigger;
    }

    private Run<?, ?> build(Job<?, ?> job, int number) throws Exception {
        await().atMost(LONG).until(() -> job.getBuildByNumber(number) != null);
        return jenkins.waitForCompletion(job.getBuildByNumber(number));
    }

    private String state(String id) throws Exception {
        return sender.status("alerts", id).path("state").asText();
    }

    private void awaitReason(String id, String reason) {
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        sender.status("alerts", id).path("reason").asText())
                .startsWith(reason));
    }
}
