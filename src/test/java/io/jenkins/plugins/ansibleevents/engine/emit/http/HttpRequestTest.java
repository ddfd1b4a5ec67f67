package io.jenkins.plugins.ansibleevents.engine.emit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests that are sent, and the meaning of answers. */
class HttpRequestTest {

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Outcome send(String options, EmitterMessage... messages) throws Exception {
        String url = server.url("/in").toString();
        var section = SettingsFile.parse("{url: '" + url + "', " + options + "}", "test", Path.of("/"));
        Emitter emitter = new HttpEmitterType().configure(section).create();
        emitter.open(new EmitterContext("audit", warning -> {}));
        try {
            return emitter.send(List.of(messages));
        } finally {
            emitter.close();
        }
    }

    static EmitterMessage event(int counter) throws Exception {
        String json =
                "{\"uuid\":\"u%d\",\"counter\":%d,\"event\":\"runner_on_ok\",\"created\":\"2026-01-01T00:00:00+00:00\","
                                .formatted(counter, counter)
                        + "\"event_data\":{\"host\":\"web1\"}}";
        EventLine line = EventLine.parse(json.getBytes(StandardCharsets.UTF_8));
        return new EmitterMessage(
                EmitterMessage.Kind.EVENT, "r\u00fcn", counter, "u" + counter, "runner_on_ok", line, line.toBytes());
    }

    private RecordedRequest taken() throws Exception {
        return server.takeRequest();
    }

    private static JsonNode json(RecordedRequest request) throws IOException {
        return new ObjectMapper().readTree(request.getBody().toByteArray());
    }

    private void answer(int code, String... headers) {
        var response = new MockResponse.Builder().code(code).body("because of SECRET-1 \u0007");
        for (String header : headers) {
            response.addHeader(header);
        }
        server.enqueue(response.build());
    }

    @Test
    void headersOfTheUserAndOursAreSent() throws Exception {
        answer(200);
        assertThat(send("headers: {Authorization: Bearer SECRET-1}, method: PUT", event(1)))
                .isEqualTo(Outcome.accepted("the receiver answered 200"));
        RecordedRequest request = taken();
        assertThat(request.getMethod()).isEqualTo("PUT");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer SECRET-1");
        assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("u1");
        assertThat(request.getHeaders().get("X-Ansible-Run")).isEqualTo("r?n");
    }

    @Test
    void aBatchIsAnArrayAlsoOfOne() throws Exception {
        answer(200);
        send("batch: {messages: 2}", event(1));
        assertThat(json(taken()).isArray()).isTrue();
    }

    @Test
    void linesAreLinesAndGzipIsGzip() throws Exception {
        answer(200);
        send("batch: {messages: 2}, form: ndjson, gzip: true", event(1), event(2));
        RecordedRequest request = taken();
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-ndjson; charset=utf-8");
        byte[] body =
                new GZIPInputStream(new ByteArrayInputStream(request.getBody().toByteArray())).readAllBytes();
        assertThat(new String(body, StandardCharsets.UTF_8).lines()).hasSize(2);
    }

    @Test
    void cloudEventsHaveTheirRequiredAttributes() throws Exception {
        answer(200);
        send("form: cloudevents", event(1));
        RecordedRequest request = taken();
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/cloudevents+json");
        assertThat(json(request))
                .hasToString("{\"specversion\":\"1.0\",\"id\":\"u1\",\"source\":\"/ansible/runs/r%C3%BCn\","
                        + "\"type\":\"ansible.event.runner_on_ok\",\"time\":\"2026-01-01T00:00:00+00:00\",\"subject\":\"web1\","
                        + "\"datacontenttype\":\"application/json\",\"data\":"
                        + new String(event(1).json(), StandardCharsets.UTF_8) + "}");
    }

    @Test
    void theSignatureCanBeVerifiedByTheSpecification() throws Exception {
        answer(200);
        String secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        send("signingSecret: whsec_" + secret, event(1));
        RecordedRequest request = taken();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
        String signed = request.getHeaders().get("webhook-id") + "."
                + request.getHeaders().get("webhook-timestamp") + "."
                + request.getBody().utf8();
        assertThat(request.getHeaders().get("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource({
        "200,Accepted",
        "202,Accepted",
        "204,Accepted",
        "400,Refused",
        "401,Refused",
        "404,Refused",
        "408,RetryLater",
        "413,Refused",
        "425,RetryLater",
        "429,RetryLater",
        "500,RetryLater",
        "503,RetryLater"
    })
    void answersMeanWhatTheyMean(int code, String outcome) throws Exception {
        server.enqueue(new MockResponse.Builder().code(code).build());
        // OkHttp itself repeats a request once that was answered with 408.
        server.enqueue(new MockResponse.Builder().code(code).build());
        assertThat(send("method: POST", event(1)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aReasonShowsTheAnswerWithoutOurSecrets() throws Exception {
        answer(422);
        assertThat(send("headers: {X-Key: SECRET-1}", event(1)))
                .isEqualTo(Outcome.refused("the receiver answered 422: because of ****"));
    }

    @Test
    void redirectsOnTheSameHostAreFollowedWithTheBody() throws Exception {
        answer(308, "Location: /moved");
        answer(200);
        assertThat(send("method: POST", event(1))).isEqualTo(Outcome.accepted("the receiver answered 200"));
        taken();
        RecordedRequest second = taken();
        assertThat(second.getTarget()).isEqualTo("/moved");
        assertThat(json(second).get("uuid").asText()).isEqualTo("u1");
    }

    @Test
    void redirectsWithoutEndAreRefused() throws Exception {
        for (int i = 0; i < 10; i++) {
            answer(302, "Location: /again");
        }
        assertThat(send("method: POST", event(1))).isEqualTo(Outcome.refused("redirected more than 5 times"));
    }

    @ParameterizedTest
    @CsvSource({"120,PT2M", "' 5 ',PT5S", "'Thu, 01 Jan 2026 00:01:00 GMT',PT1M", "'Wed, 31 Dec 2025 00:00:00 GMT',PT0S"
    })
    void retryAfterHasTwoForms(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, Instant.parse("2026-01-01T00:00:00Z")))
                .contains(expected);
    }

    @Test
    void retryAfterThatIsNonsenseIsNone() {
        assertThat(RetryAfter.parse("soon", Instant.EPOCH)).isEqualTo(Optional.empty());
        assertThat(RetryAfter.parse(null, Instant.EPOCH)).isEqualTo(Optional.empty());
    }

    @Test
    void aHostThatIsNotAllowedIsNotConnectedTo() throws Exception {
        assertThatThrownBy(() -> send("allowedHosts: [audit.example.com]", event(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("nothing was sent: the host localhost is not on the list of allowed hosts");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void secretsAreNotInTheWordsOfSettings() throws Exception {
        var settings = HttpSettings.to(server.url("/in?token=SECRET-1"))
                .withHeaders(java.util.Map.of("X", Secret.of("SECRET-1")));
        assertThat(settings.target()).doesNotContain("SECRET-1");
        assertThat(settings.headers().toString()).doesNotContain("SECRET-1");
    }
}
