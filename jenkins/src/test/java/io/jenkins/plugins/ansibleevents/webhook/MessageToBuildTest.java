package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.BooleanParameterDefinition;
import hudson.model.BooleanParameterValue;
import hudson.model.ChoiceParameterDefinition;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DeadLetter;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.CombineWithin;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventParameter;
import io.jenkins.plugins.ansibleevents.webhook.trigger.WebhookCause;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A signed request comes in, a build with the right parameters comes out. */
@WithJenkins
class MessageToBuildTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private JenkinsRule jenkins;
    private Webhooks sender;

    @BeforeEach
    void endpoint(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sender = new Webhooks(rule.getURL());
        Webhooks.endpoint("alerts");
    }

    @Test
    void freestyleJobGetsTypedParametersAndTheCause() throws Exception {
        FreeStyleProject job = freestyle("fix");
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("severity", "none"),
                new StringParameterDefinition("untouched", "as declared"),
                new BooleanParameterDefinition("urgent", false, ""),
                new StringParameterDefinition("limit", "")));
        trigger(job, t -> {
            t.setCondition("payload.kind == 'disk'");
            t.setLimit("payload.hosts");
            t.setParameters(List.of(
                    new EventParameter("severity", "payload.severity"),
                    new EventParameter("urgent", "payload.severity == 'critical'")));
        });

        String id = sender.accepted(
                "alerts",
                "{\"kind\":\"disk\",\"severity\":\"critical\",\"hosts\":[\"web1\",\"web2\"],\"password\":\"p4\"}");

        Run<?, ?> build = build(job, 1);
        ParametersAction parameters = build.getAction(ParametersAction.class);
        assertThat(parameters.getParameter("severity").getValue()).isEqualTo("critical");
        assertThat(parameters.getParameter("untouched").getValue()).isEqualTo("as declared");
        assertThat(parameters.getParameter("limit").getValue()).isEqualTo("web1,web2");
        assertThat(((BooleanParameterValue) parameters.getParameter("urgent")).value)
                .isTrue();
        WebhookCause cause = build.getCause(WebhookCause.class);
        assertThat(cause.getShortDescription())
                .isEqualTo("Started by webhook message " + id + " at endpoint alerts from hmac, attempt 1");
        await().atMost(LONG)
                .until(() -> sender.status("alerts", id).path("state").asText().equals("done"));
        JsonNode status = sender.status("alerts", id);
        assertThat(status.path("runs").get(0).path("build").asText()).endsWith("job/fix/1/");
        assertThat(status.path("runs").get(0).path("state").asText()).isEqualTo("SUCCESS");

        String page = jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .getPage(build, "ansible-events-messages/")
                .asNormalizedText();
        assertThat(page)
                .contains(id, "\"severity\" : \"critical\"", "\"password\" : \"****\"")
                .doesNotContain("p4");
    }

    @Test
    void equalMessagesAreBuildsOfTheirOwn() throws Exception {
        FreeStyleProject job = freestyle("fix");
        job.setConcurrentBuild(true);
        trigger(job, t -> {});

        for (int i = 0; i < 5; i++) {
            sender.accepted("alerts", "{\"kind\":\"disk\"}");
        }

        build(job, 5);
        assertThat(job.getBuilds().stream()
                        .map(b -> b.getCause(WebhookCause.class).getMessageId()))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    @Test
    void combinedMessagesAreOneBuildForAllHosts() throws Exception {
        FreeStyleProject job = freestyle("fix");
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("limit", "")));
        trigger(job, t -> {
            var combine = new CombineWithin("30s");
            combine.setMax(3);
            t.setGrouping(combine);
            t.setLimit("payload.host");
        });

        for (int i = 1; i <= 3; i++) {
            sender.accepted("alerts", "{\"host\":\"web" + i + "\"}");
        }

        Run<?, ?> build = build(job, 1);
        assertThat(build.getAction(ParametersAction.class).getParameter("limit").getValue())
                .isEqualTo("web1,web2,web3");
        assertThat(build.getCause(WebhookCause.class).getMessages()).isEqualTo(3);
    }

    @Test
    void scriptedPipelineTriggersItself() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline");
        job.setDefinition(new CpsFlowDefinition("""
                properties([
                  parameters([string(name: 'host', defaultValue: 'none')]),
                  pipelineTriggers([ansibleEventTrigger(
                    endpoint: 'alerts',
                    condition: "payload.kind == 'disk'",
                    parameters: [eventParameter(name: 'host', expression: 'payload.host')])])
                ])
                echo "host is ${params.host}"
                """, true));
        jenkins.buildAndAssertSuccess(job);

        sender.accepted("alerts", "{\"kind\":\"disk\",\"host\":\"db1\"}");

        jenkins.assertLogContains("host is db1", build(job, 2));
    }

    @Test
    void declarativePipelineTriggersItself() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "declarative");
        job.setDefinition(new CpsFlowDefinition("""
                pipeline {
                  agent none
                  parameters { string(name: 'host', defaultValue: 'none') }
                  triggers {
                    ansibleEventTrigger(
                      endpoint: 'alerts',
                      grouping: onceWithin(within: '10m', key: 'payload.host'),
                      parameters: [eventParameter(name: 'host', expression: 'payload.host')])
                  }
                  stages { stage('fix') { steps { echo "host is ${params.host}" } } }
                }
                """, true));
        jenkins.buildAndAssertSuccess(job);

        sender.accepted("alerts", "{\"host\":\"db1\"}");
        sender.accepted("alerts", "{\"host\":\"db1\"}");
        sender.accepted("alerts", "{\"host\":\"db2\"}");

        build(job, 3);
        jenkins.waitUntilNoActivity();
        assertThat(job.getBuilds().size()).isEqualTo(3);
        jenkins.assertLogContains("host is db1", job.getBuildByNumber(2));
        jenkins.assertLogContains("host is db2", job.getBuildByNumber(3));
    }

    @Test
    void expressionThatDoesNotCompileFailsTheBuildThatSetsIt() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline");
        job.setDefinition(new CpsFlowDefinition(
                "properties([pipelineTriggers([ansibleEventTrigger(condition: 'paylod.x == 1')])])", true));

        Run<?, ?> build = jenkins.buildAndAssertStatus(hudson.model.Result.FAILURE, job);

        jenkins.assertLogContains("condition: line 1, column 1: undeclared reference to 'paylod'", build);
    }

    @Test
    void undeclaredParameterMakesADeadLetterThatNamesIt() throws Exception {
        FreeStyleProject job = freestyle("fix");
        trigger(job, t -> t.setParameters(List.of(new EventParameter("PATH", "payload.path"))));

        String id = sender.accepted("alerts", "{\"path\":\"/tmp/evil\"}");

        assertThat(deadLetter(id).reason()).contains("fix does not declare these parameters: PATH");
        assertThat(job.getBuilds().size()).isZero();
        assertThat(sender.status("alerts", id).path("state").asText()).isEqualTo("dead");
    }

    @Test
    void valueThatTheJobRefusesMakesADeadLetter() throws Exception {
        FreeStyleProject job = freestyle("fix");
        job.addProperty(new ParametersDefinitionProperty(
                new ChoiceParameterDefinition("size", new String[] {"small", "large"}, "")));
        trigger(job, t -> t.setParameters(List.of(new EventParameter("size", "payload.size"))));

        String id = sender.accepted("alerts", "{\"size\":\"huge\"}");

        assertThat(deadLetter(id).reason()).contains("size").doesNotContain("huge");
    }

    @Test
    void cancelledQueueItemMakesADeadLetterAndReplayStartsIt() throws Exception {
        FreeStyleProject job = freestyle("fix");
        trigger(job, t -> {});
        jenkins.jenkins.setNumExecutors(0);
        String id = sender.accepted("alerts", "{}");
        await().atMost(LONG).until(() -> jenkins.jenkins.getQueue().getItems().length == 1);

        jenkins.jenkins.getQueue().cancel(job);
        assertThat(deadLetter(id).reason()).contains("cancelled");

        executors(2);
        WebhookService.get().runtime().orElseThrow().queue().redrive(id);
        assertThat(build(job, 1).getCause(WebhookCause.class).getMessageId()).isEqualTo(id);
    }

    @Test
    void messagesWaitWhileJenkinsIsQuietingDown() throws Exception {
        FreeStyleProject job = freestyle("fix");
        trigger(job, t -> {});
        jenkins.jenkins.doQuietDown();

        String id = sender.accepted("alerts", "{}");
        await().during(Duration.ofSeconds(2))
                .until(() -> jenkins.jenkins.getQueue().getItems().length == 0 && job.getLastBuild() == null);
        // A receive that had begun before may have taken it out of the queue already; it waits all the same.
        assertThat(state(id)).isIn("queued", "scheduled");

        jenkins.jenkins.doCancelQuietDown();
        build(job, 1);
    }

    @Test
    void messagesWaitWhileTheQueueOfJenkinsIsLong() throws Exception {
        FreeStyleProject job = freestyle("fix");
        job.setConcurrentBuild(true);
        trigger(job, t -> {});
        WebhookConfiguration.get().setMaxQueueLength(1);
        jenkins.jenkins.setNumExecutors(0);

        String first = sender.accepted("alerts", "{\"n\":1}");
        await().atMost(LONG).until(() -> jenkins.jenkins.getQueue().getItems().length == 1);
        String second = sender.accepted("alerts", "{\"n\":2}");
        await().during(Duration.ofSeconds(2))
                .until(() -> jenkins.jenkins.getQueue().getItems().length == 1);
        assertThat(state(second)).isIn("queued", "scheduled");

        executors(2);
        assertThat(message(build(job, 1))).isEqualTo(first);
        assertThat(message(build(job, 2))).isEqualTo(second);
    }

    @Test
    void startedMessageIsDoneWhileItsBuildRuns() throws Exception {
        FreeStyleProject job = freestyle("fix");
        var gate = new BlockedBuild();
        job.getBuildersList().add(gate);
        trigger(job, t -> {});

        String id = sender.accepted("alerts", "{}");

        await().atMost(LONG).until(() -> acknowledged(id));
        assertThat(state(id)).isEqualTo("building");
        BlockedBuild.release(Result.FAILURE);
        jenkins.waitForCompletion(job.getBuildByNumber(1));
        await().atMost(LONG).until(() -> state(id).equals("done"));
        assertThat(job.getBuilds().size()).as("its result does not matter").isEqualTo(1);
    }

    @Test
    void finishedMessageIsDoneWhenItsBuildHasEndedWhateverTheResult() throws Exception {
        FreeStyleProject job = freestyle("fix");
        job.getBuildersList().add(new BlockedBuild());
        trigger(job, t -> t.setAcknowledge("finished"));

        String id = sender.accepted("alerts", "{}");

        await().atMost(LONG).until(() -> state(id).equals("building"));
        assertThat(acknowledged(id)).isFalse();
        BlockedBuild.release(Result.FAILURE);
        await().atMost(LONG).until(() -> acknowledged(id));
        assertThat(job.getBuilds().size()).isEqualTo(1);
    }

    @Test
    void successfulMessageComesAgainUntilItsBuildIsGoodEnough() throws Exception {
        FreeStyleProject job = freestyle("fix");
        job.getBuildersList().add(new BlockedBuild());
        trigger(job, t -> {
            t.setAcknowledge("successful");
            t.setWorstResult("UNSTABLE");
            t.setRetryDelay("1s");
        });

        String id = sender.accepted("alerts", "{}");

        await().atMost(LONG).until(() -> job.getBuildByNumber(1) != null);
        BlockedBuild.release(Result.FAILURE);
        await().atMost(LONG).until(() -> job.getBuildByNumber(2) != null);
        assertThat(acknowledged(id)).isFalse();
        BlockedBuild.release(Result.UNSTABLE);
        await().atMost(LONG).until(() -> acknowledged(id));
        assertThat(job.getBuildByNumber(2).getCause(WebhookCause.class).getAttempts())
                .isEqualTo(2);
        assertThat(job.getBuilds().size()).isEqualTo(2);
    }

    @Test
    void payloadIsForThoseWhoMaySeeTheJobsConfiguration() throws Exception {
        FreeStyleProject job = freestyle("fix");
        trigger(job, t -> {});
        sender.accepted("alerts", "{\"kind\":\"disk\"}");
        Run<?, ?> build = build(job, 1);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "author")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("author"));

        assertThat(page("reader", build))
                .contains("is shown to those who may see the configuration of the job")
                .doesNotContain("disk");
        assertThat(page("author", build)).contains("\"kind\" : \"disk\"");
    }

    private String page(String user, Run<?, ?> build) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .login(user)
                .getPage(build, "ansible-events-messages/")
                .asNormalizedText();
    }

    private String state(String id) throws Exception {
        return sender.status("alerts", id).path("state").asText();
    }

    private boolean acknowledged(String id) throws Exception {
        return sender.status("alerts", id).path("acknowledged").asBoolean();
    }

    private static String message(Run<?, ?> build) {
        return build.getCause(WebhookCause.class).getMessageId();
    }

    private void executors(int number) throws Exception {
        jenkins.jenkins.setNumExecutors(number);
        jenkins.jenkins.setNodes(jenkins.jenkins.getNodes());
    }

    @Test
    void jobWrittenByHandNeedsOnlyWhatItSets() throws Exception {
        String xml = "<project><triggers><io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger>"
                + "<endpoint>alerts</endpoint>"
                + "</io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger></triggers></project>";
        var job = (FreeStyleProject) jenkins.jenkins.createProjectFromXML(
                "written", new java.io.ByteArrayInputStream(xml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        sender.accepted("alerts", "{}");

        build(job, 1);
    }

    @Test
    void jobThatJenkinsLoadsAgainIsBuiltOnce() throws Exception {
        trigger(freestyle("fix"), t -> {});
        jenkins.jenkins.reload();
        var job = jenkins.jenkins.getItemByFullName("fix", FreeStyleProject.class);

        sender.accepted("alerts", "{}");
        String last = sender.accepted("alerts", "{}");

        await().atMost(LONG)
                .until(() ->
                        sender.status("alerts", last).path("state").asText().equals("done"));
        jenkins.waitUntilNoActivity();
        assertThat(job.getBuilds().stream()
                        .map(b -> b.getCause(WebhookCause.class).getMessageId()))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void jobThatIsSavedMeanwhileMissesNothing() throws Exception {
        FreeStyleProject job = freestyle("fix");
        job.setConcurrentBuild(true);
        trigger(job, t -> {});

        for (int i = 0; i < 10; i++) {
            sender.accepted("alerts", "{\"n\":" + i + "}");
            if (i % 3 == 0) {
                jenkins.configRoundtrip(job);
            }
        }

        await().atMost(Duration.ofSeconds(90)).until(() -> job.getBuilds().size() == 10);
    }

    @Test
    void oneBuildAtATimePerKey() throws Exception {
        FreeStyleProject job = freestyle("fix");
        job.setConcurrentBuild(true);
        job.getBuildersList().add(new SleepBuilder(1500));
        trigger(job, t -> {
            t.setMaxBuilds(1);
            t.setConcurrencyKey("payload.host");
        });

        sender.accepted("alerts", "{\"host\":\"a\"}");
        sender.accepted("alerts", "{\"host\":\"a\"}");

        Run<?, ?> second = build(job, 2);
        Run<?, ?> first = job.getBuildByNumber(1);
        assertThat(second.getStartTimeInMillis())
                .isGreaterThanOrEqualTo(first.getStartTimeInMillis() + first.getDuration());
    }

    private FreeStyleProject freestyle(String name) throws Exception {
        return jenkins.createFreeStyleProject(name);
    }

    private interface Options {
        void set(AnsibleEventTrigger trigger);
    }

    private static void trigger(FreeStyleProject job, Options options) throws Exception {
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint("alerts");
        options.set(trigger);
        Webhooks.trigger(job, trigger);
    }

    private Run<?, ?> build(Job<?, ?> job, int number) throws Exception {
        await().atMost(LONG).until(() -> job.getBuildByNumber(number) != null);
        return jenkins.waitForCompletion(job.getBuildByNumber(number));
    }

    private static DeadLetter deadLetter(String id) {
        var queue = WebhookService.get().runtime().orElseThrow().queue();
        return await().atMost(LONG)
                .until(() -> queue.deadLetter(id), java.util.Optional::isPresent)
                .orElseThrow();
    }
}
