package io.jenkins.plugins.ansibleevents.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodySource;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which real senders send JSON, and hostile variants of them. */
class SenderRequestsTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String KEY = "k3y-of-the-sender";

    @TempDir
    Path dir;

    private final FaultyQueue queue = new FaultyQueue();
    private Store store;
    private RefusedLog refused;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(dir.resolve("state.mv"), 0);
        refused = new RefusedLog(store, Redactor.none());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Inbound inbound(String yaml) throws Exception {
        EndpointSpec spec = EndpointSettings.read("hook", SettingsFile.parse(yaml, "serve.yml", dir));
        return new Inbound(
                List.of(spec),
                queue,
                store,
                refused,
                (endpoint, id) -> Optional.of(Answer.json().put("id", id)),
                Clock.systemUTC(),
                Retention.USUAL);
    }

    private static RawRequest request(
            String method, String path, String query, Map<String, String> headers, byte[] body) {
        return new RawRequest(method, path, query, Headers.of(headers), body.length, BodySource.of(body), "192.0.2.7");
    }

    private Answer post(Map<String, String> headers, byte[] body) throws Exception {
        return inbound("auth: none").answer(request("POST", "/webhook/hook", "", headers, body));
    }

    private Answer post(String type, String body) throws Exception {
        return post(Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    private String queued() {
        return new String(queue.published.get(0).body(), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain; charset=UTF-8",
                "text/plain",
                "text/json",
                "application/json; charset=utf8",
                "application/json; charset='utf-8'",
                "application/json; charset=us-ascii",
                "application/cloudevents-batch+json; charset=utf-8",
                FORM
            })
    void jsonIsTakenWhateverTheSenderCallsIt(String type) throws Exception {
        assertThat(post(type, "{\"a\":1}").status()).isEqualTo(202);
        assertThat(queued()).isEqualTo("{\"a\":1}");
    }

    @Test
    void jsonWithoutAnyContentTypeIsTaken() throws Exception {
        assertThat(post(Map.of(), "{}".getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(202);
    }

    @Test
    void twoContentTypesAreRefused() throws Exception {
        var headers =
                new Headers.Builder().add("Content-Type", "application/json").add("Content-Type", "text/plain");
        var request = RawRequest.of("POST", "/webhook/hook", headers.build(), "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(inbound("auth: none").answer(request).status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"text/plain,Origin", FORM + ",Origin", "text/plain,Sec-Fetch-Site", "'',Origin"})
    void webPageCannotMakeItsReadersBrowserSend(String type, String field) throws Exception {
        var headers = new java.util.HashMap<>(Map.of(field, "https://evil.example.com"));
        if (!type.isEmpty()) {
            headers.put("Content-Type", type);
        }

        assertThat(post(headers, "{}".getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(415);
        headers.put("Content-Type", "application/json");
        assertThat(post(headers, "{}".getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(202);
    }

    @Test
    void byteOrderMarkIsNoPartOfTheMessage() throws Exception {
        assertThat(post("application/json", "\uFEFF{\"a\":1}").status()).isEqualTo(202);
        assertThat(queued()).isEqualTo("{\"a\":1}");
        Answer bad = post("application/json", "\uFEFF{\"a\":");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.body().path("error").asText()).contains("ends too early");
        assertThat(post("application/json", "\uFEFF").body().path("error").asText())
                .isEqualTo("the body is empty");
    }

    @Test
    void payloadOfAFormIsTheMessageAndItsSignatureCoversTheForm() throws Exception {
        String json = "{\"ref\":\"refs/heads/größe\",\"a\":\"1+1 & 2\"}";
        String body = "payload=" + encoded(json);
        var headers = Map.of("Content-Type", FORM, "X-Hub-Signature-256", "sha256=" + Signatures.hmac(KEY, body));
        var github = inbound("auth: { github: { secret: " + KEY + " } }");

        Answer answer =
                github.answer(request("POST", "/webhook/hook", "", headers, body.getBytes(StandardCharsets.UTF_8)));
        Answer forged = github.answer(
                request("POST", "/webhook/hook", "", headers, (body + "%20").getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(queued()).isEqualTo(json);
        assertThat(forged.status()).isEqualTo(401);
    }

    @Test
    void fieldsOfAFormAreAnObjectOfTexts() throws Exception {
        assertThat(post(FORM, "command=%2Frestart&text=web1+web2&empty=&flag").status())
                .isEqualTo(202);
        assertThat(queued())
                .isEqualTo("{\"command\":\"/restart\",\"text\":\"web1 web2\",\"empty\":\"\",\"flag\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "payload=%7B%7D&payload=%7B%22a%22%3A1%7D | more than once",
                "payload=%7B%22a%22 | ends too early",
                "payload=%7B%22a%22%3A1%2C%22a%22%3A2%7D | duplicate key",
                "payload=%zz | cannot be read",
                "payload=%ff%fe | cannot be read",
                "payload= | the body is empty",
                "a=1&a=2 | more than once",
                "~~ | the form is empty",
                "& | the form is empty"
            })
    void formThatTwoReadersCouldUnderstandDifferentlyIsRefused(String body, String error) throws Exception {
        Answer answer = post(FORM, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("error").asText()).contains(error);
        assertThat(queue.published).isEmpty();
    }

    @Test
    void refusedFormIsKeptWithoutTheSecretsInIt() throws Exception {
        String yaml = "auth: none\nschema: { type: object, required: [kind] }";
        String good = "payload=" + encoded("{\"db_password\":\"hunter2\"}");
        inbound(yaml).answer(request("POST", "/webhook/hook", "", Map.of("Content-Type", FORM), good.getBytes()));
        inbound(yaml)
                .answer(request("POST", "/webhook/hook", "", Map.of("Content-Type", FORM), (good + "&x=%").getBytes()));

        assertThat(refused.latest(9)).hasSize(2);
        assertThat(refused.latest(9).get(1).body()).contains("db_password");
        assertThat(refused.latest(9).toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "token=" + KEY + ",202",
        "a=b&token=" + KEY + "&c,202",
        "token=%6b3y-of-the-sender,202",
        "token=wrong,401",
        "token=,401",
        "'',401",
        "Token=" + KEY + ",401",
        "token=" + KEY + "&token=" + KEY + ",401",
        "token=wrong&token=" + KEY + ",401",
        "token=" + KEY + "%zz,401",
        "token=" + KEY + "%00,401"
    })
    void keyMayBeInTheQuery(String query, int status) throws Exception {
        var inbound = inbound("auth: { apiKey: { query: token, secret: " + KEY + " } }");
        var json = Map.of("Content-Type", "application/json", "X-Api-Key", KEY);

        assertThat(inbound.answer(request("POST", "/webhook/hook", query, json, "{}".getBytes()))
                        .status())
                .isEqualTo(status);
        assertThat(inbound.answer(request("GET", "/webhook/hook/messages/m1", query, Map.of(), new byte[0]))
                        .status())
                .isEqualTo(status == 202 ? 200 : 401);
        assertThat(refused.latest(9).toString()).doesNotContain(KEY, "%6b3y", "wrong");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "github: {secret: s} | X-GitHub-Event: ping | {'zen':'Keep it logically awesome.'} | {'ping':true}",
                "bitbucket: {secret: s} | X-Event-Key: diagnostics:ping | {'test':true} | {'ping':true}",
                "pagerduty: {secret: s} | X-Webhook-Id: 1 | {'event':{'event_type':'pagey.ping'}} | {'ping':true}",
                "slack: {secret: s} | X-N: 1 | {'type':'url_verification','challenge':'3eZb'} | {'challenge':'3eZb'}",
                "bearer: {secret: s} | aeg-event-type: SubscriptionValidation"
                        + " | [{'data':{'validationCode':'512d38b6'}}] | {'validationResponse':'512d38b6'}"
            })
    void senderThatOnlyLooksWhetherSomebodyIsThereIsAnsweredAndStartsNothing(
            String auth, String field, String payload, String answer) throws Exception {
        String yaml = "auth: {" + auth + "}\nschema: {type: object, required: [never]}";
        byte[] body = payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var headers = signedBy(auth, body);
        headers.put(field.split(": ", 2)[0], field.split(": ", 2)[1]);
        var request = request("POST", "/webhook/hook", "", headers, body);

        for (String mode : List.of("", "\ntest: true")) {
            Answer given = inbound(yaml + mode).answer(request);
            assertThat(given.status()).isEqualTo(200);
            assertThat(given.body().toString()).isEqualTo(answer.replace('\'', '"'));
        }
        headers.replaceAll((name, value) -> value + "0");
        assertThat(inbound(yaml)
                        .answer(request("POST", "/webhook/hook", "", headers, body))
                        .status())
                .isEqualTo(401);
        assertThat(queue.published).isEmpty();
        assertThat(refused.latest(9)).hasSize(1);
    }

    /** The proof of each of these schemes for the secret "s". */
    private static Map<String, String> signedBy(String auth, byte[] body) {
        var headers = new java.util.HashMap<String, String>();
        String now = Long.toString(Clock.systemUTC().instant().getEpochSecond());
        String timed = "v0:" + now + ":" + new String(body, StandardCharsets.UTF_8);
        switch (auth.split(":")[0]) {
            case "github" -> headers.put("X-Hub-Signature-256", "sha256=" + Signatures.hmac("s", body));
            case "bitbucket" -> headers.put("X-Hub-Signature", "sha256=" + Signatures.hmac("s", body));
            case "pagerduty" -> headers.put("X-PagerDuty-Signature", "v1=" + Signatures.hmac("s", body));
            case "slack" -> {
                headers.put("X-Slack-Request-Timestamp", now);
                headers.put("X-Slack-Signature", "v0=" + Signatures.hmac("s", timed));
            }
            default -> headers.put("Authorization", "Bearer s");
        }
        return headers;
    }

    /** Of the newest message; all before it are done. */
    private String state = "running";

    private Answer delivered(String yaml, String auth, String id) throws Exception {
        EndpointSpec spec = EndpointSettings.read("hook", SettingsFile.parse(yaml, "serve.yml", dir));
        MessageProgress progress = (endpoint, message) -> Optional.of(stateOf(message));
        var inbound = new Inbound(List.of(spec), queue, store, refused, progress, Clock.systemUTC(), Retention.USUAL);
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        var headers = signedBy(auth, body);
        headers.put("X-GitHub-Delivery", id);
        return inbound.answer(request("POST", "/webhook/hook", "", headers, body));
    }

    private com.fasterxml.jackson.databind.node.ObjectNode stateOf(String id) {
        boolean newest = queue.published.get(queue.published.size() - 1).id().equals(id);
        var progress = Answer.json().put("state", newest ? state.split(" ")[0] : "done");
        progress.putArray("runs").addObject().put("state", state.substring(state.indexOf(' ') + 1));
        return progress;
    }

    @Test
    void redeliverRunsAgainOnceTheFirstHasEnded() throws Exception {
        String github = "auth: {github: {secret: s}}";
        String first = delivered(github, "github", "d1").body().path("id").asText();

        for (String under : List.of("queued", "scheduled", "running running", "running")) {
            state = under;
            Answer repeated = delivered(github, "github", "d1");
            assertThat(repeated.status()).as(under).isEqualTo(200);
            assertThat(repeated.body().path("id").asText()).isEqualTo(first);
        }
        int ran = 1;
        for (String end : List.of("done", "dead", "filtered", "running interrupted")) {
            state = end;
            assertThat(delivered(github, "github", "d1").status()).as(end).isEqualTo(202);
            assertThat(queue.published).as(end).hasSize(++ran);
        }
        state = "running running";
        Answer last = delivered(github, "github", "d1");
        assertThat(last.status()).isEqualTo(200);
        assertThat(last.body().path("id").asText())
                .isEqualTo(queue.published.get(ran - 1).id());
        assertThat(queue.published).extracting(m -> m.id()).doesNotHaveDuplicates();
        assertThat(queue.published).extracting(m -> m.deliveryId().orElse("")).containsOnly("d1");
    }

    @Test
    void redeliveryIsIgnoredWhereTheSenderRepeatsByItselfOrTheTimeIsSigned() throws Exception {
        state = "done";
        String header = "deliveryId: {header: X-GitHub-Delivery}\n";
        for (String yaml : List.of(
                "auth: {github: {secret: s}}\nredelivery: ignore",
                header + "auth: {bearer: {secret: s}}",
                header + "auth: {slack: {secret: s}}\nredelivery: run")) {
            String auth = yaml.replaceAll("(?s).*auth: \\{(\\w+).*", "$1:");
            String id = "d-" + auth;
            assertThat(delivered(yaml, auth, id).status()).isEqualTo(202);
            assertThat(delivered(yaml, auth, id).status()).as(yaml).isEqualTo(200);
        }
        String chosen = header + "auth: {bearer: {secret: s}}\nredelivery: run";
        assertThat(delivered(chosen, "bearer", "d-chosen").status()).isEqualTo(202);
        assertThat(delivered(chosen, "bearer", "d-chosen").status()).isEqualTo(202);
    }

    private Answer options(String yaml, Map<String, String> headers) throws Exception {
        return inbound(yaml).answer(request("OPTIONS", "/webhook/hook", "", headers, new byte[0]));
    }

    @Test
    void cloudEventsSenderMayAskWhetherItMaySend() throws Exception {
        String yaml = "auth: {bearer: {secret: s}}\norigins: [eventgrid.azure.net]\n";
        var asks = Map.of("WebHook-Request-Origin", "eventgrid.azure.net", "WebHook-Request-Rate", "120");

        Answer answer = options(yaml, asks);
        Answer limited = options(yaml + "rate: {messages: 5, per: 2s}", asks);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("WebHook-Allowed-Origin", "eventgrid.azure.net")
                .containsEntry("WebHook-Allowed-Rate", "*")
                .containsEntry("Allow", "POST, OPTIONS");
        assertThat(limited.headers()).containsEntry("WebHook-Allowed-Rate", "150");
        assertThat(options("auth: none\norigins: '*'", Map.of("WebHook-Request-Origin", "x.example.com"))
                        .headers())
                .containsEntry("WebHook-Allowed-Origin", "*");
        assertThat(refused.latest(9)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "auth: none,eventgrid.azure.net",
        "'auth: none\\norigins: [other.example.com]',eventgrid.azure.net",
        "'auth: none\\norigins: [eventgrid.azure.net]',eventgrid.azure.net.evil.example.com",
        "'auth: none\\norigins: [eventgrid.azure.net]',''"
    })
    void nobodyElseGetsAPermission(String yaml, String origin) throws Exception {
        Answer answer = options(yaml.replace("\\n", "\n"), Map.of("WebHook-Request-Origin", origin));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsOnly(Map.entry("Allow", "POST"));
        assertThat(refused.latest(1).toString()).doesNotContain("evil");
    }

    @Test
    void requestNeverShowsItsQuery() {
        assertThat(request("POST", "/webhook/hook", "token=" + KEY, Map.of("X-Key", KEY), KEY.getBytes()))
                .hasToString("POST /webhook/hook");
    }

    @ParameterizedTest
    @CsvSource({
        "/webhook/hook/,POST,202",
        "/webhook/hook//,POST,404",
        "/webhook/hook/messages/m1/,GET,200",
        "/webhook/hook/messages/m1,HEAD,200",
        "/webhook/hook,HEAD,405",
        "/webhook/hook/messages/,GET,404"
    })
    void slashAtTheEndMakesNoDifferenceAndHeadIsAGet(String path, String method, int status) throws Exception {
        var json = Map.of("Content-Type", "application/json");

        assertThat(inbound("auth: none")
                        .answer(request(method, path, "", json, "{}".getBytes()))
                        .status())
                .isEqualTo(status);
    }
}
