package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.webhook.authentication.AmazonSns;
import io.jenkins.plugins.ansibleevents.webhook.authentication.ApiKey;
import io.jenkins.plugins.ansibleevents.webhook.authentication.BasicLogin;
import io.jenkins.plugins.ansibleevents.webhook.authentication.BearerToken;
import io.jenkins.plugins.ansibleevents.webhook.authentication.Datadog;
import io.jenkins.plugins.ansibleevents.webhook.authentication.Zabbix;
import io.jenkins.plugins.ansibleevents.webhook.queue.AmqpQueueConfig;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventParameter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may do what: senders at the URL, people at the pages. Jenkins is closed to anonymous users here. */
@WithJenkins
class EndpointAnswersTest {

    private JenkinsRule jenkins;
    private Webhooks sender;

    @BeforeEach
    void close(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sender = new Webhooks(rule.getURL());
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ)
                .everywhere()
                .to("nobody"));
        Webhooks.endpoint("alerts");
    }

    @Test
    void eachMistakeOfASenderHasItsAnswer() throws Exception {
        assertThat(sender.accepted("alerts", "{}")).isNotEmpty();
        assertThat(sender.send(sender.request("alerts", "{}")).statusCode()).isEqualTo(401);
        assertThat(sender.send(sender.request("alerts", "{}").header(Webhooks.HEADER, "sha256=00"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(sender.send("alerts", "{").statusCode()).isEqualTo(400);
        assertThat(sender.send("elsewhere", "{}").statusCode()).isIn(403, 404);
        assertThat(sender.send("alerts", " ".repeat(2 << 20)).statusCode()).isEqualTo(413);
        assertThat(sender.send(HttpRequest.newBuilder(sender.url("alerts"))).statusCode())
                .isEqualTo(405);
        assertThat(sender.send(HttpRequest.newBuilder(sender.url("alerts/messages/1")))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void statusOfAMessageThatOnlyTheQueueKnowsIsItsEndpointsAlone() throws Exception {
        Webhooks.endpoint("deploy", new BearerToken(Webhooks.secretText("token-of-deploy", "t0ken")));
        // No job wants messages: they wait, and nothing is in the journal.
        String alert = sender.accepted("alerts", "{}");

        assertThat(sender.status("alerts", alert).path("state").asText()).isEqualTo("queued");
        var theirs = deployAsksFor(alert);
        assertThat(theirs.statusCode()).isEqualTo(404);
        assertThat(theirs.body()).isEqualTo(deployAsksFor("unknown").body());
    }

    private HttpResponse<String> deployAsksFor(String id) throws Exception {
        return sender.send(
                HttpRequest.newBuilder(sender.url("deploy/messages/" + id)).header("Authorization", "Bearer t0ken"));
    }

    @Test
    void keyInTheUrlASlashBehindItAndAFormAreTaken() throws Exception {
        var key = new ApiKey(Webhooks.secretText("url-key", "k3y"));
        key.setQuery("token");
        Webhooks.endpoint("keyed", key);

        assertThat(sender.send(sender.request("keyed/?token=k3y", "{}")).statusCode())
                .isEqualTo(202);
        assertThat(sender.send(sender.request("keyed?token=wrong", "{}")).statusCode())
                .isEqualTo(401);
        assertThat(sender.send(sender.request("keyed?token=k3y", "payload=%7B%7D")
                                .setHeader("Content-Type", "application/x-www-form-urlencoded"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(page("reader").asNormalizedText()).contains("?token=$SECRET").doesNotContain("k3y");
    }

    @Test
    void presetsAreTheEnginesSchemes() throws Exception {
        Webhooks.secretText("preset", "k3y");
        var zabbix = new Zabbix("preset");
        zabbix.setSigned(true);
        Webhooks.endpoint("zabbix", zabbix);
        var datadog = new Datadog("preset");
        datadog.setHeader("X-Hook-Key");
        Webhooks.endpoint("datadog", datadog);
        Webhooks.endpoint("topic", new AmazonSns("arn:aws:sns:eu-central-1:123456789012:alerts"));
        var eventGrid = new WebhookEndpoint("grid", new BearerToken("preset"));
        eventGrid.setOrigins("eventgrid.azure.net");
        Webhooks.endpoint(eventGrid);

        assertThat(sender.send(sender.request("datadog", "{}").header("X-Hook-Key", "k3y"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(sender.send(sender.request("zabbix", "{}").header("X-Zabbix-Signature", "00"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(sender.send(sender.request("topic", "{}")).statusCode()).isEqualTo(401);
        var permission = sender.send(HttpRequest.newBuilder(sender.url("grid"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("WebHook-Request-Origin", "eventgrid.azure.net"));
        assertThat(permission.statusCode()).isEqualTo(200);
        assertThat(permission.headers().firstValue("WebHook-Allowed-Origin")).contains("eventgrid.azure.net");
    }

    @Test
    void loginOfASenderIsNoUserOfJenkins() throws Exception {
        Webhooks.endpoint("basic", new BasicLogin(Webhooks.login("sender-login", "prometheus", "pw")));

        assertThat(sender.send(sender.request("basic", "{}").header("Authorization", basic("prometheus:pw")))
                        .statusCode())
                .isEqualTo(202);
        assertThat(sender.send(sender.request("basic", "{}").header("Authorization", basic("prometheus:wrong")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(sender.send(sender.request("basic", "{}").header("Authorization", basic("admin:admin")))
                        .statusCode())
                .isEqualTo(401);
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes());
    }

    @Test
    void endpointWithoutItsCredentialsAsksToTryAgainAndTheOthersGoOn() throws Exception {
        var all = new java.util.ArrayList<>(WebhookConfiguration.get().getEndpoints());
        all.add(new WebhookEndpoint("broken", new BearerToken("not-there-yet")));
        WebhookConfiguration.get().setEndpoints(all);
        await().until(() -> !WebhookService.get().problems().isEmpty());

        var answer = sender.send(sender.request("broken", "{}").header("Authorization", "Bearer late"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(sender.send("alerts", "{}").statusCode()).isEqualTo(202);
        assertThat(WebhookService.get().problems().get("Endpoint broken")).contains("not-there-yet");
        assertThat(Jenkins.get()
                        .getExtensionList(SourceDownMonitor.class)
                        .get(0)
                        .isActivated())
                .isTrue();

        Webhooks.secretText("not-there-yet", "late");
        WebhookService.get().settingsChanged();
        await().until(() -> WebhookService.get().problems().isEmpty());
        assertThat(sender.send(sender.request("broken", "{}").header("Authorization", "Bearer late"))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void brokerThatIsNotThereIsToldAndSendersAskedToTryAgain() throws Exception {
        WebhookConfiguration.get().setQueue(new AmqpQueueConfig("amqp://127.0.0.1:1", "nowhere"));
        await().until(() -> WebhookService.get()
                .runtime()
                .map(r -> r.queue().description().contains("nowhere"))
                .orElse(false));

        assertThat(sender.send("alerts", "{}").statusCode()).isEqualTo(503);
        await().atMost(Duration.ofSeconds(30)).until(() -> Jenkins.get()
                .getExtensionList(SourceDownMonitor.class)
                .get(0)
                .isActivated());
    }

    @Test
    void pagesAreForReadersAndButtonsForAdministrators() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("fix");
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint("alerts");
        trigger.setParameters(List.of(new EventParameter("host", "payload.host")));
        Webhooks.trigger(job, trigger);
        String id = sender.accepted("alerts", "{\"host\":\"web1\"}");
        MessageQueue queue = WebhookService.get().runtime().orElseThrow().queue();
        await().until(() -> queue.deadLetter(id).isPresent());
        await().until(() ->
                Jenkins.get().getExtensionList(DeadLettersMonitor.class).get(0).isActivated());
        sender.send(sender.request("alerts", "{}"));

        assertThat(page("reader").asNormalizedText())
                .contains("ansible-events/webhook/alerts", id, "does not declare these parameters: host")
                .contains("the header X-Hub-Signature-256 is missing")
                .doesNotContain("Put all back");
        assertThat(status("nobody", HttpMethod.GET, "")).isEqualTo(403);
        for (String action : List.of("replay?id=" + id, "replayAll", "drop?id=" + id)) {
            assertThat(status("reader", HttpMethod.POST, action)).as(action).isEqualTo(403);
            assertThat(status("admin", HttpMethod.GET, action)).as(action).isIn(404, 405);
        }
        assertThat(status("reader", HttpMethod.GET, "edit?id=" + id)).isEqualTo(403);
        assertThat(queue.deadLetter(id)).isPresent();

        HtmlPage edit = jenkins.createWebClient().login("admin").goTo("manage/ansible-events-webhooks/edit?id=" + id);
        var form = edit.getFormByName("edit");
        assertThat(form.getTextAreaByName("body").getText()).isEqualTo("{\"host\":\"web1\"}");
        trigger.setParameters(List.of());
        WebhookService.get().settingsChanged();
        form.getTextAreaByName("body").setText("{\"host\":\"web2\"}");
        jenkins.submit(form);
        await().atMost(Duration.ofSeconds(30)).until(() -> job.getLastBuild() != null);
        assertThat(queue.deadLetters(10)).isEmpty();
    }

    private HtmlPage page(String user) throws Exception {
        return client(user).goTo("manage/ansible-events-webhooks/");
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).login(user);
    }

    private int status(String user, HttpMethod method, String action) throws Exception {
        JenkinsRule.WebClient client = client(user).withThrowExceptionOnFailingStatusCode(false);
        var request =
                new WebRequest(new java.net.URL(jenkins.getURL() + "manage/ansible-events-webhooks/" + action), method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.getPage(request).getWebResponse().getStatusCode();
    }
}
