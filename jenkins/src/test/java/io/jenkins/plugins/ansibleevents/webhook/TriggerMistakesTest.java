package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventParameter;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Typing errors in triggers and endpoints do not pass in silence. */
@WithJenkins
class TriggerMistakesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PAGE = "manage/ansible-events-webhooks/";
    private static final String SCHEMA =
            "{\"type\": \"object\", \"properties\": {\"kind\": {}, \"host\": {}, \"disks\": {\"type\": \"array\","
                    + " \"items\": {\"type\": \"object\", \"properties\": {\"name\": {}}, \"additionalProperties\": false}}}}";

    private JenkinsRule jenkins;

    @BeforeEach
    void endpointWithASchema(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Webhooks.endpoint("push");
        WebhookEndpoint alerts = new WebhookEndpoint(
                "alerts", WebhookConfiguration.get().getEndpoints().get(0).getAuthentication());
        alerts.setSchema(SCHEMA);
        Webhooks.endpoint(alerts);
    }

    private static AnsibleEventTrigger.DescriptorImpl trigger() {
        return Jenkins.get().getDescriptorByType(AnsibleEventTrigger.DescriptorImpl.class);
    }

    private static EventParameter.DescriptorImpl parameter() {
        return Jenkins.get().getDescriptorByType(EventParameter.DescriptorImpl.class);
    }

    private static void isWarning(FormValidation answer, String... words) {
        assertThat(answer.kind).isEqualTo(FormValidation.Kind.WARNING);
        assertThat(answer.getMessage()).contains(words);
    }

    private static void isError(FormValidation answer, String... words) {
        assertThat(answer.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(answer.getMessage()).contains(words);
    }

    private static void isGood(FormValidation answer) {
        assertThat(answer.kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void fieldsOfTheTriggerSayWhatTheSchemaDoesNotHave() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");

        isWarning(
                trigger().doCheckCondition(job, "payload.kidn == 'disk'", "", "alerts"),
                "payload.kidn is not in the schema",
                "disks, host, kind");
        isError(
                trigger().doCheckLimit(job, "item.nmae", "payload.disks", "alerts"),
                "payload.disks[].nmae",
                "no message has it");
        isWarning(parameter().doCheckExpression(job, "payload.hots", "", "alerts"), "payload.hots");
        isWarning(trigger().doCheckSplit(job, "payload.disk", "alerts"), "payload.disk");
        isWarning(trigger().doCheckConcurrencyKey(job, "payload.rack", "", "alerts"), "payload.rack");
        isGood(trigger().doCheckCondition(job, "payload.kind == 'disk'", "", "alerts"));
        isGood(trigger().doCheckCondition(job, "payload.anything == 'disk'", "", "push"));
    }

    @Test
    void fieldsOfTheTriggerSayWhatTheJobDoesNotDeclare() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");
        isWarning(parameter().doCheckName(job, "host", "false"), "declares no parameters");
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("host", "")));

        isWarning(parameter().doCheckName(job, "hots", "false"), "does not declare hots", "It declares: host");
        isGood(parameter().doCheckName(job, "host", "false"));
        isGood(parameter().doCheckName(job, "hots", "true"));
        isWarning(trigger().doCheckLimitParameter(job, "limit", "payload.host", "false"), "does not declare limit");
        isGood(trigger().doCheckLimitParameter(job, "limit", "", "false"));
    }

    @Test
    void fieldOfTheEndpointNamesThoseThatAreOpen() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");

        isWarning(
                trigger().doCheckEndpoint(job, "alrts"),
                "alrts",
                "is open to the job fix",
                "Open to it: push, alerts.");
    }

    @Test
    void fieldsOfAnEndpointAreComparedWithItsSchemaAndTheJobs() throws Exception {
        jenkins.createFreeStyleProject("fix");
        var filter = Jenkins.get().getDescriptorByType(EndpointFilter.DescriptorImpl.class);
        var endpoint = Jenkins.get().getDescriptorByType(WebhookEndpoint.DescriptorImpl.class);

        isWarning(filter.doCheckCondition("payload.kidn == ''", SCHEMA), "payload.kidn");
        isGood(filter.doCheckCondition("payload.kind == ''", SCHEMA));
        isGood(filter.doCheckCondition("payload.kidn == ''", null));
        isWarning(endpoint.doCheckOrderingKey("payload.hots", SCHEMA), "payload.hots");
        isError(endpoint.doCheckOrderingKey("payload.", SCHEMA), "line 1");
        isWarning(endpoint.doCheckDeliveryIdExpression("payload.id", SCHEMA), "payload.id");
        isWarning(endpoint.doCheckJobs("fix\nteam-b/**"), "No job has such a name now: team-b/**");
        isGood(endpoint.doCheckJobs("f*"));
    }

    @Test
    void pipelineSaysItInItsBuildLogOnItsPageAndToTheAdministrator() throws Exception {
        WorkflowJob pipeline = jenkins.createProject(WorkflowJob.class, "fix");
        pipeline.setDefinition(new CpsFlowDefinition(
                "pipeline { agent any\n"
                        + "triggers { ansibleEventTrigger(endpoint: 'alerts', condition: 'payload.kidn == \"disk\"',"
                        + " parameters: [eventParameter(name: 'host', expression: 'payload.host')]) }\n"
                        + "stages { stage('x') { steps { echo 'x' } } } }",
                true));

        var build = jenkins.buildAndAssertSuccess(pipeline);

        String unknown = "condition: payload.kidn is not in the schema of the endpoint";
        String undeclared = "fix does not declare these parameters: host";
        assertThat(JenkinsRule.getLog(build))
                .contains(
                        "WARNING: the trigger of this job: " + unknown,
                        "WARNING: the trigger of this job: " + undeclared);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(page(PAGE)).contains("Trigger of fix: " + unknown, undeclared));
        assertThat(page(pipeline.getUrl())).contains(unknown, undeclared);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, hudson.model.Item.READ)
                .everywhere()
                .toEveryone());
        assertThat(page(pipeline.getUrl())).doesNotContain("payload.kidn");
    }

    private String page(String path) throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo(path);
        return page.asNormalizedText();
    }

    @Test
    void filterOfAnEndpointThatReadsAnUnknownKeyIsOnThePage() throws Exception {
        WebhookEndpoint alerts = WebhookConfiguration.get().getEndpoints().get(1);
        alerts.setFilters(List.of(new EndpointFilter("disks", "payload.kidn == 'disk'")));
        WebhookConfiguration.get().setEndpoints(WebhookConfiguration.get().getEndpoints());

        await().atMost(LONG).untilAsserted(() -> assertThat(page(PAGE))
                .contains("Endpoint alerts: Filter disks: payload.kidn is not in the schema"));
    }

    @Test
    void endpointThatIsRemovedWhileATriggerNamesItIsMissed() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint("alerts");
        Webhooks.trigger(job, trigger);
        var endpoint = Jenkins.get().getDescriptorByType(WebhookEndpoint.DescriptorImpl.class);
        assertThat(endpoint.doCheckName("alerts").getMessage()).contains("Triggers of these jobs name it: fix");

        WebhookConfiguration.get()
                .setEndpoints(List.of(WebhookConfiguration.get().getEndpoints().get(0)));

        SourceDownMonitor monitor =
                ExtensionList.lookup(SourceDownMonitor.class).get(0);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(monitor.getProblems().get("Trigger of fix"))
                        .contains("No endpoint \"alerts\" is open to the job fix"));
        assertThat(page("manage/configure"))
                .contains("The trigger of fix names the endpoint \"alerts\", which does not exist");
    }
}
