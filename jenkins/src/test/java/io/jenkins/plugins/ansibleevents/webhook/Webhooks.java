package io.jenkins.plugins.ansibleevents.webhook;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.FreeStyleProject;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.webhook.authentication.HmacSignature;
import io.jenkins.plugins.ansibleevents.webhook.authentication.WebhookAuthentication;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** A sender, and the settings it needs on the other side. */
final class Webhooks {

    static final String SECRET = "s3cret-of-the-sender";
    static final String HEADER = "X-Hub-Signature-256";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URL jenkins;

    Webhooks(URL jenkins) {
        this.jenkins = jenkins;
    }

    /** Adds secret text to Jenkins. */
    static String secretText(String id, String value) throws IOException {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(value)));
        SystemCredentialsProvider.getInstance().save();
        return id;
    }

    /** Adds a login to Jenkins. */
    static String login(String id, String user, String password) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, "", user, password));
        SystemCredentialsProvider.getInstance().save();
        return id;
    }

    /** Adds an endpoint with an HMAC and waits until it runs. */
    static void endpoint(String name) throws IOException {
        var hmac = new HmacSignature(secretText("secret-" + name, SECRET), HEADER);
        hmac.setPrefix("sha256=");
        endpoint(new WebhookEndpoint(name, hmac));
    }

    static void endpoint(String name, WebhookAuthentication authentication) {
        endpoint(new WebhookEndpoint(name, authentication));
    }

    /** Lets messages start a job, as its saved form does. */
    static void trigger(FreeStyleProject job, AnsibleEventTrigger trigger) throws IOException {
        job.addTrigger(trigger);
        trigger.start(job, true);
        job.save();
    }

    static void endpoint(WebhookEndpoint endpoint) {
        var all = new ArrayList<>(WebhookConfiguration.get().getEndpoints());
        all.add(endpoint);
        WebhookConfiguration.get().setEndpoints(all);
        Awaitility.await().until(() -> WebhookService.get().isRunning(endpoint.getName()));
    }

    /** Posts a signed message. */
    HttpResponse<String> send(String endpoint, String body) throws Exception {
        return send(request(endpoint, body).header(HEADER, "sha256=" + sign(body)));
    }

    /** Posts a signed message that must be accepted; returns its id. */
    String accepted(String endpoint, String body) throws Exception {
        HttpResponse<String> answer = send(endpoint, body);
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).path("id").asText();
    }

    HttpRequest.Builder request(String endpoint, String body) {
        return HttpRequest.newBuilder(url(endpoint))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The status of a message. */
    JsonNode status(String endpoint, String id) throws Exception {
        String path = "/webhook/" + endpoint + "/messages/" + id;
        var answer =
                send(HttpRequest.newBuilder(url(endpoint + "/messages/" + id)).header(HEADER, "sha256=" + sign(path)));
        return JSON.readTree(answer.body());
    }

    URI url(String path) {
        return URI.create(jenkins + "ansible-events/webhook/" + path);
    }

    static String sign(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    static List<String> ids(JsonNode runs) {
        var ids = new ArrayList<String>();
        runs.forEach(run -> ids.add(run.asText()));
        return ids;
    }
}
