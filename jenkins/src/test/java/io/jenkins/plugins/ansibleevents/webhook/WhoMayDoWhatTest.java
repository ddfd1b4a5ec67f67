package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.ansibleevents.access.MessageParameters;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventParameter;
import io.jenkins.plugins.ansibleevents.webhook.trigger.WebhookMessagesAction;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The table of roles in docs/security.md, as far as people in Jenkins are concerned. */
@WithJenkins
class WhoMayDoWhatTest {

    /** Is in the payload and in no parameter. */
    private static final String NOTE = "n0te-of-the-payload";

    private static final String PAYLOAD = "{\"host\": \"web1\", \"note\": \"" + NOTE + "\"}";
    private static final String MANAGE = "manage/ansible-events-webhooks/";

    private JenkinsRule jenkins;
    private Browsers browsers;
    private Webhooks sender;
    private FreeStyleProject job;
    private Run<?, ?> build;

    @BeforeEach
    void oneBuildOfAMessage(JenkinsRule rule) throws Exception {
        jenkins = rule;
        browsers = new Browsers(rule);
        sender = new Webhooks(rule.getURL());
        Webhooks.endpoint("alerts");
        job = rule.createFreeStyleProject("fix");
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("host", "none")));
        triggered(job);
        close();
        sender.accepted("alerts", PAYLOAD);
        await().atMost(Duration.ofSeconds(60)).until(() -> job.getLastBuild() != null);
        build = rule.waitForCompletion(job.getLastBuild());
    }

    /** Lets messages of the endpoint start a job; what a saved job does not declare cannot be on its way. */
    private static void triggered(FreeStyleProject job) throws IOException {
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint("alerts");
        trigger.setCondition("has(payload.host)");
        trigger.setParameters(List.of(new EventParameter("host", "payload.host")));
        Webhooks.trigger(job, trigger);
    }

    private void close() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("viewer", "starter", "author", "nobody", "overseer")
                .grant(Item.READ)
                .everywhere()
                .to("viewer", "starter", "author", "overseer")
                .grant(Item.BUILD)
                .everywhere()
                .to("starter")
                .grant(Item.CONFIGURE, Item.BUILD)
                .everywhere()
                .to("author")
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("overseer")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    private Page get(String user, String path) throws Exception {
        return browsers.of(user).goTo(path, null);
    }

    private String text(String user, String path) throws Exception {
        return get(user, path).getWebResponse().getContentAsString();
    }

    private int code(String user, String path) throws Exception {
        return get(user, path).getWebResponse().getStatusCode();
    }

    private int post(String user, String path) throws Exception {
        JenkinsRule.WebClient client = browsers.of(user);
        var request = new WebRequest(new URL(jenkins.getURL() + path), HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    @Test
    void payloadOfABuildIsForThoseWhoMaySeeTheConfigurationOfItsJob() throws Exception {
        String messages = build.getUrl() + "ansible-events-messages/";

        assertThat(text("author", messages)).contains(NOTE);
        for (String user : List.of("viewer", "starter", "overseer")) {
            assertThat(text(user, messages)).as(user).contains("alerts").doesNotContain(NOTE);
        }
        assertThat(code("nobody", messages)).isEqualTo(404);
        // A user who is not logged in gets the login form.
        assertThat(text("", messages)).doesNotContain("alerts", NOTE);
    }

    @Test
    void remoteApiTellsParametersAndCauseAndNoPayload() throws Exception {
        for (String query : List.of("api/json?depth=9", "api/xml?depth=9", "api/json?tree=*,actions[*[*[*[*]]]]")) {
            assertThat(text("viewer", build.getUrl() + query))
                    .as(query)
                    .contains("WebhookCause", "web1")
                    .doesNotContain(NOTE);
        }
        for (String place : List.of("", "parameters/", "console", "artifact/webhook-messages.v1.json")) {
            assertThat(text("viewer", build.getUrl() + place)).as(place).doesNotContain(NOTE);
        }
        assertThat(text("author", build.getUrl() + "api/json?depth=9")).doesNotContain(NOTE);
    }

    @Test
    void valuesThatAPersonGivesAreThePersonsOwn() throws Exception {
        assertThat(post("viewer", job.getUrl() + "buildWithParameters?host=web2"))
                .isEqualTo(403);
        assertThat(post("starter", job.getUrl() + "buildWithParameters?host=web2"))
                .isEqualTo(201);

        await().atMost(Duration.ofSeconds(60)).until(() -> job.getBuildByNumber(2) != null);
        assertThat(MessageParameters.of(build)).isPresent();
        assertThat(MessageParameters.of(job.getBuildByNumber(2))).isEmpty();
    }

    @Test
    void bodiesOfDeadLettersAndOfRefusedRequestsAreForAdministrators() throws Exception {
        triggered(jenkins.createFreeStyleProject("has-no-parameter"));
        String id = sender.accepted("alerts", PAYLOAD);
        MessageQueue queue = WebhookService.get().runtime().orElseThrow().queue();
        await().until(() -> queue.deadLetter(id).isPresent());
        sender.send(sender.request("alerts", PAYLOAD));

        assertThat(text("overseer", MANAGE)).contains(id, "is missing").doesNotContain(NOTE);
        assertThat(text("overseer", MANAGE + "message?id=" + id))
                .contains(id, "Became a dead letter")
                .doesNotContain(NOTE);
        assertThat(text("admin", MANAGE + "message?id=" + id)).contains(NOTE);
        assertThat(text("admin", MANAGE + "edit?id=" + id)).contains(NOTE);
        for (String user : List.of("overseer", "author", "starter", "viewer", "nobody")) {
            assertThat(code(user, MANAGE + "edit?id=" + id)).as(user).isIn(403, 404);
            for (String action : List.of(
                    "replay?id=" + id,
                    "replayAll",
                    "replaySelected?selected=" + id,
                    "replayReason?reason=any",
                    "drop?id=" + id,
                    "dropSelected?selected=" + id)) {
                assertThat(post(user, MANAGE + action)).as(user + " " + action).isEqualTo(403);
            }
        }
        for (String user : List.of("author", "starter", "viewer", "nobody")) {
            assertThat(code(user, MANAGE)).as(user).isIn(403, 404);
            assertThat(code(user, MANAGE + "message?id=" + id)).as(user).isIn(403, 404);
        }
        assertThat(text("", MANAGE + "edit?id=" + id)).doesNotContain(NOTE);
        assertThat(queue.deadLetter(id)).isPresent();
    }

    @Test
    void payloadOnThePageOfAMessageIsForThoseWhoMaySeeTheConfigurationOfItsJob() throws Exception {
        String id = build.getAction(WebhookMessagesAction.class)
                .getMessages()
                .get(0)
                .getId();

        assertThat(text("overseer", MANAGE + "message?id=" + id))
                .contains(build.getFullDisplayName() + " started")
                .doesNotContain(NOTE);
        assertThat(text("admin", MANAGE + "message?id=" + id)).contains(NOTE);
        assertThat(text("", MANAGE + "message?id=" + id)).doesNotContain(id + "<", NOTE);
    }

    @Test
    void endpointsQueueAndEmittersAreForAdministrators() throws Exception {
        for (String user : List.of("overseer", "author", "starter", "viewer", "nobody")) {
            assertThat(post(user, "manage/configSubmit")).as(user).isEqualTo(403);
            assertThat(code(user, "manage/ansible-events-delivery/")).as(user).isIn(403, 404);
        }
    }
}
