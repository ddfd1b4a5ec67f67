package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.webhook.authentication.Alertmanager;
import io.jenkins.plugins.ansibleevents.webhook.authentication.Anyone;
import io.jenkins.plugins.ansibleevents.webhook.authentication.ApiKey;
import io.jenkins.plugins.ansibleevents.webhook.authentication.BasicLogin;
import io.jenkins.plugins.ansibleevents.webhook.authentication.BearerToken;
import io.jenkins.plugins.ansibleevents.webhook.authentication.BitbucketSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.GitHubSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.GitLabToken;
import io.jenkins.plugins.ansibleevents.webhook.authentication.GiteaSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.Grafana;
import io.jenkins.plugins.ansibleevents.webhook.authentication.HmacSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.PagerDutySignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.SlackSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.StandardWebhooks;
import io.jenkins.plugins.ansibleevents.webhook.authentication.WebhookAuthentication;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The command that the page shows for an endpoint sends a message that the endpoint takes. */
@WithJenkins
class SampleCommandTest {

    private static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** With a quotation mark of the shell, a required key, a format and a pattern. */
    private static final String SCHEMA =
            "{\"type\": \"object\", \"required\": [\"kind\", \"at\", \"ticket\"], \"properties\": {"
                    + "\"kind\": {\"const\": \"it's a $disk\"}, \"at\": {\"type\": \"string\", \"format\": \"date-time\"},"
                    + " \"ticket\": {\"type\": \"string\", \"pattern\": \"^[A-Z]{2}-\\\\d+$\"}},"
                    + " \"additionalProperties\": false}";

    private static List<WebhookAuthentication> kinds() throws Exception {
        String secret = Webhooks.secretText("secret", Webhooks.SECRET);
        String login = Webhooks.login("login", "anna", Webhooks.SECRET);
        String standard = Webhooks.secretText("standard", WEBHOOK_SECRET);
        var timed = new HmacSignature(secret, "X-Signature");
        timed.setFormat("base64");
        timed.setTimestampHeader("X-Time");
        var key = new ApiKey(secret);
        key.setHeader("X-Key");
        var query = new ApiKey(secret);
        query.setQuery("token");
        var signing = new GitLabToken(standard);
        signing.setSigningToken(true);
        return List.of(
                new HmacSignature(secret, "X-Signature"),
                timed,
                key,
                query,
                new BearerToken(secret),
                new BasicLogin(login),
                new StandardWebhooks(standard),
                new GitHubSignature(secret),
                new GitLabToken(secret),
                signing,
                new BitbucketSignature(secret),
                new GiteaSignature(secret),
                new Grafana(secret),
                new PagerDutySignature(secret),
                new SlackSignature(secret),
                new Alertmanager(secret),
                new Anyone());
    }

    @Test
    void everyKindOfAuthenticationTakesItsSample(JenkinsRule jenkins) throws Exception {
        var endpoints = new ArrayList<WebhookEndpoint>();
        for (WebhookAuthentication kind : kinds()) {
            var endpoint = new WebhookEndpoint("e" + endpoints.size(), kind);
            endpoint.setSchema(SCHEMA);
            endpoints.add(endpoint);
        }
        WebhookConfiguration.get().setEndpoints(endpoints);

        for (WebhookEndpoint endpoint : endpoints) {
            Awaitility.await().until(() -> WebhookService.get().isRunning(endpoint.getName()));
            String sample = EndpointRow.of(endpoint).getSample();
            assertThat(answer(sample))
                    .as(endpoint.getAuthentication().getClass().getSimpleName() + ": " + sample)
                    .contains(" 202 ", "\"id\"");
        }
    }

    /** What a shell prints for the command, with what the credentials hold. */
    private static String answer(String sample) throws Exception {
        String secret = sample.contains("whsec_") ? WEBHOOK_SECRET : Webhooks.SECRET;
        String command = sample.replace("SECRET=\"what the credentials hold\"", "SECRET=" + secret)
                .replace("LOGIN=\"the user of the credentials\"", "LOGIN=anna");
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
