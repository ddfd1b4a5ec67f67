package io.jenkins.plugins.ansibleevents.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyLimits;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodySource;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Headers;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check alone, and its answer as the sender reads it. */
class EndpointTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final String TOKEN = "s3cret-t0ken";
    private static final String YAML = """
            auth: { bearer: { secret: s3cret-t0ken } }
            schema:
              type: object
              required: [kind, host]
              properties:
                host: { type: string, pattern: "^[a-z0-9]+$" }
                tags: { type: array, items: { type: string } }
            filters:
              disks: payload.kind == "disk"
              serious: payload.severity != "info"
            maxBodyBytes: 200
            deliveryId: { header: X-Delivery, window: 1h }
            """;
    private static final String GOOD = "{\"kind\":\"disk\",\"host\":\"web1\",\"severity\":\"critical\"}";

    @TempDir
    Path dir;

    private final FaultyQueue queue = new FaultyQueue();
    private Store store;
    private Inbound inbound;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(dir.resolve("state.mv"), 0);
        inbound = inbound(YAML);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Inbound inbound(String yaml) throws Exception {
        return inbound(yaml, store, NOW);
    }

    private Inbound inbound(String yaml, Store store, Instant now) throws Exception {
        EndpointSpec spec = EndpointSettings.read("alerts", SettingsFile.parse(yaml, "serve.yml", dir));
        return new Inbound(
                List.of(spec),
                queue,
                store,
                new RefusedLog(store, Redactor.none()),
                (endpoint, id) -> Optional.of(Answer.json().put("id", id)),
                Clock.fixed(now, ZoneOffset.UTC),
                Retention.USUAL);
    }

    private static RawRequest post(String body, Map<String, String> more) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        headers.put("Authorization", "Bearer " + TOKEN);
        headers.putAll(more);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return RawRequest.of("POST", "/webhook/alerts", Headers.of(headers), bytes);
    }

    private Answer send(String body) {
        return inbound.answer(post(body, Map.of()));
    }

    @Test
    void goodMessageIsQueuedAndAnsweredWithItsId() {
        Answer answer = inbound.answer(post(
                GOOD,
                Map.of(
                        "X-Delivery", "d1",
                        "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                        "X-GitHub-Event", "push",
                        "Cookie", "c=1")));

        assertThat(answer.status()).isEqualTo(202);
        var message = queue.published.get(0);
        assertThat(answer.body().path("id").asText()).isEqualTo(message.id());
        assertThat(new String(message.body(), StandardCharsets.UTF_8)).isEqualTo(GOOD);
        assertThat(message.attributes())
                .containsEntry("endpoint", "alerts")
                .containsEntry("delivery-id", "d1")
                .containsEntry("sender", "bearer")
                .containsEntry("received", "2021-02-25T15:02:10Z")
                .containsKey("traceparent");
        assertThat(VisibleHeaders.fromAttribute(message.attributes().get("headers")))
                .containsEntry("x-github-event", "push")
                .doesNotContainKeys("authorization", "cookie");
    }

    @Test
    void onlyPostBringsMessages() {
        Answer answer = inbound.answer(RawRequest.of("PUT", "/webhook/alerts", Headers.NONE, new byte[0]));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "POST");
    }

    @Test
    void bodyIsReadNoFurtherThanTheLimit() {
        var endless = new java.io.InputStream() {
            long read;

            @Override
            public int read() {
                read++;
                return ' ';
            }
        };
        var headers = Headers.of(Map.of("Content-Type", "application/json", "Authorization", "Bearer " + TOKEN));
        var chunked = new RawRequest("POST", "/webhook/alerts", "", headers, -1, BodySource.of(endless), "");
        BodySource untouchable = body -> {
            throw new AssertionError("the body was touched");
        };
        var announced = new RawRequest("POST", "/webhook/alerts", "", headers, 201, untouchable, "");

        assertThat(inbound.answer(chunked).status()).isEqualTo(413);
        assertThat(endless.read).isEqualTo(201);
        assertThat(inbound.answer(announced).status()).isEqualTo(413);
    }

    @Test
    void brokenOffBodyIsNoMessage() {
        BodySource cut = body -> {
            throw new IOException("reset");
        };
        var headers = Headers.of(Map.of("Authorization", "Bearer " + TOKEN));
        var request = new RawRequest("POST", "/webhook/alerts", "", headers, 10, cut, "");

        assertThat(inbound.answer(request).status()).isEqualTo(400);
        assertThat(inbound.bodies().strangers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{auth: {bearer: {secret: k3y}}}",
                "{auth: {basic: {user: u, password: k3y}}}",
                "{auth: {apiKey: {header: X-Key, secret: k3y}}}",
                "{auth: {apiKey: {query: token, secret: k3y}}}",
                "{auth: {gitlab: {secret: k3y}}}",
                "{auth: {github: {secret: k3y}}}",
                "{auth: {slack: {secret: k3y}}}",
                "{auth: {standardWebhooks: {secret: whsec_azN5}}}"
            })
    void bodyOfWhoBringsNoProofIsNotTouched(String yaml) throws Exception {
        BodySource untouchable = body -> {
            throw new AssertionError("the body was touched");
        };
        var headers = Headers.of(Map.of("Content-Type", "application/json"));
        inbound = inbound(yaml);

        Answer answer = inbound.answer(new RawRequest("POST", "/webhook/alerts", "", headers, 9, untouchable, ""));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).hasToString("{\"error\":\"not authenticated\"}");
        assertThat(inbound.refused().latest(1).get(0).reason()).isEqualTo("authentication");
        assertThat(inbound.endpoint("alerts").orElseThrow().counters().ended(Reason.AUTHENTICATION))
                .isEqualTo(1);
    }

    @Test
    void whereThereIsNoRoomForAnotherBodySendersAreAskedToComeAgain() throws Exception {
        inbound = inbound("{auth: {github: {secret: k3y}}}");
        inbound.bodies().use(new BodyLimits(1 << 20, 1, 1, Duration.ofSeconds(20), 1));
        RawRequest request = post("{}", Map.of("X-Hub-Signature-256", "sha256=" + Signatures.hmac("k3y", "{}")));
        try (var slow = inbound.receive(request).open(() -> {})) {
            Answer answer = inbound.answer(request);

            assertThat(slow.isVouched()).isFalse();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsEntry("Retry-After", "5");
            assertThat(answer.body()).hasToString("{\"error\":\"too many requests at once; try again later\"}");
            assertThat(inbound.refused().latest(1).get(0).detail()).startsWith("more than 1 bodies");
        }
        assertThat(inbound.answer(request).status()).isEqualTo(202);
        assertThat(inbound.endpoint("alerts").orElseThrow().counters().ended(Reason.BUSY))
                .isEqualTo(1);
    }

    @Test
    void bodyThatIsBrokenOffWakesTheThreadThatWaitsForIt() throws Exception {
        inbound = inbound("{auth: {github: {secret: k3y}}}");
        inbound.bodies().use(new BodyLimits(1 << 20, 9, 9, Duration.ZERO, 1));
        var headers = Headers.of(Map.of("X-Hub-Signature-256", "sha256=00"));
        BodySource silent = body -> {
            inbound.bodies().breakOffSlow();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("woken");
            }
        };

        Answer answer = inbound.answer(new RawRequest("POST", "/webhook/alerts", "", headers, 9, silent, ""));

        assertThat(answer.status()).isEqualTo(408);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,202",
        "application/json; charset=utf-8,202",
        "application/json;charset=\"UTF-8\",202",
        "application/cloudevents+json,202",
        "APPLICATION/JSON,202",
        "application/json; charset=utf-16,415",
        "application/xml,415",
        "text/html,415",
        "multipart/form-data; boundary=x,415",
        "application/octet-stream,415",
        "text/plain; charset=iso-8859-1,415"
    })
    void onlyJsonInUtf8IsTaken(String type, int status) {
        assertThat(inbound.answer(post(GOOD, Map.of("Content-Type", type))).status())
                .isEqualTo(status);
    }

    @Test
    void compressedBodiesAreRefused() {
        assertThat(inbound.answer(post(GOOD, Map.of("Content-Encoding", "gzip")))
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "", "Basic x", "Bearer", "s3cret-t0ken"})
    void strangersAllGetTheSameAnswerAndNothingOfThemIsParsed(String authorization) {
        Answer answer = inbound.answer(post("not json", Map.of("Authorization", authorization)));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().toString()).isEqualTo("{\"error\":\"not authenticated\"}");
    }

    @ParameterizedTest
    @CsvSource({"0,202", "300,202", "-300,202", "301,401", "-301,401"})
    void signedTimeMustBeNearNowBothWays(long away, int status) throws Exception {
        inbound = inbound(
                "auth: {hmac: {secret: k, header: X-Sig, timestamp: {header: X-Time, template: '{timestamp}.{body}'}}}");
        String time = Long.toString(NOW.getEpochSecond() + away);
        Map<String, String> signed = Map.of("X-Time", time, "X-Sig", Signatures.hmac("k", time + "." + GOOD));

        Answer answer = inbound.answer(post(GOOD, signed));
        Answer replay = inbound.answer(post(GOOD, signed));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(replay.status()).isEqualTo(status == 202 ? 200 : 401);
        assertThat(queue.published).hasSize(status == 202 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1,\"a\":2} | duplicate key",
                "{\"a\":1} x | not valid JSON",
                "{\"a\":1}{} | text after",
                "{\"a\": | ends too early",
                "{\"a\":NaN} | not valid JSON",
                "{'a':1} | not valid JSON",
                "{\"a\":1e999} | too large",
                "{\"a\":\"\\ud800\"} | surrogate",
                "~~ | empty",
                "// c | not valid JSON"
            })
    void whatIsNotStrictJsonIsRefusedWithItsPlace(String body, String error) {
        Answer answer = send(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("error").asText()).contains(error);
    }

    @Test
    void depthNumbersAndEncodingAreBounded() throws Exception {
        assertThat(send("[".repeat(101)).body().path("error").asText()).contains("deeper than 100");
        assertThat(send("[" + "9".repeat(101) + "]").body().path("error").asText())
                .contains("number");
        byte[] latin1 = "{\"kind\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        var headers = Headers.of(Map.of("Content-Type", "application/json", "Authorization", "Bearer " + TOKEN));
        Answer answer = inbound.answer(RawRequest.of("POST", "/webhook/alerts", headers, latin1));
        assertThat(answer.body().path("error").asText()).isEqualTo("the body is not UTF-8");
    }

    @Test
    void schemaViolationsAreNamedByPointer() {
        Answer answer = send("{\"kind\":\"disk\",\"tags\":[\"a\",5]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("errors").findValuesAsText("pointer")).containsExactlyInAnyOrder("", "/tags/1");
        assertThat(answer.body().toString()).contains("is required: host");
    }

    @Test
    void filterThatIsTooCostlyForAPayloadRefusesItInsteadOfFilteringItAway() throws Exception {
        inbound = inbound("{auth: {bearer: {secret: s3cret-t0ken}}, filters: {endless: \"" + "payload.host"
                + ".replace('w', 'wwwwwwwwww')".repeat(9) + " == ''\"}}");

        Answer answer = send(GOOD);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().toString())
                .isEqualTo("{\"error\":\"filter endless takes too much time or memory with this payload\"}");
        assertThat(queue.published).isEmpty();
    }

    @Test
    void filterIsNamedAndAMissingFieldDoesNotPass() {
        Answer other = send("{\"kind\":\"cpu\",\"host\":\"web1\",\"severity\":\"critical\"}");
        Answer missing = send("{\"kind\":\"disk\",\"host\":\"web1\"}");

        assertThat(other.status()).isEqualTo(200);
        assertThat(other.body().toString()).isEqualTo("{\"filtered\":true,\"by\":\"disks\"}");
        assertThat(missing.body().path("by").asText()).isEqualTo("serious");
        assertThat(queue.published).isEmpty();
    }

    @Test
    void rateIsLimitedAndSaysWhenToComeAgain() throws Exception {
        inbound = inbound("auth: none\nrate: { messages: 2, per: 1h }");

        assertThat(send("1").status()).isEqualTo(202);
        assertThat(send("1").status()).isEqualTo(202);
        Answer third = send("1");

        assertThat(third.status()).isEqualTo(429);
        assertThat(Long.parseLong(third.headers().get("Retry-After"))).isBetween(1700L, 1801L);
    }

    @Test
    void repeatedDeliveryGetsTheFirstIdAlsoAfterARestart() throws Exception {
        String first = inbound.answer(post(GOOD, Map.of("X-Delivery", "d7")))
                .body()
                .path("id")
                .asText();
        inbound = inbound(YAML);

        Answer again = inbound.answer(post(GOOD, Map.of("X-Delivery", "d7")));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("id").asText()).isEqualTo(first);
        assertThat(queue.published).hasSize(1);
    }

    @Test
    void repetitionOfAnUnansweredDeliveryKeepsTheIdUnderWhichTheBrokerMayHaveIt() throws Exception {
        queue.answerFault = new QueueException(QueueException.Kind.UNAVAILABLE, "the answer was lost");
        assertThat(inbound.answer(post(GOOD, Map.of("X-Delivery", "d8"))).status())
                .isEqualTo(503);
        queue.answerFault = null;
        inbound = inbound(YAML);

        Answer again = inbound.answer(post(GOOD, Map.of("X-Delivery", "d8")));

        assertThat(again.status()).isEqualTo(202);
        assertThat(queue.published)
                .hasSize(2)
                .extracting(m -> m.id())
                .containsOnly(again.body().path("id").asText());
        assertThat(inbound.answer(post(GOOD, Map.of("X-Delivery", "d8"))).status())
                .isEqualTo(200);
    }

    @Test
    void deliveryIdMayBeComputed() throws Exception {
        inbound = inbound("auth: none\ndeliveryId: { expression: payload.alert + ':' + payload.at }");
        String body = "{\"alert\":\"a\",\"at\":\"b\"}";

        assertThat(send(body).status()).isEqualTo(202);
        assertThat(send(body).status()).isEqualTo(200);
        assertThat(send("{\"other\":1}").status()).isEqualTo(202);
        assertThat(send("{\"other\":1}").status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"FULL,503", "UNAVAILABLE,503", "REFUSED,503", "CLOSED,503", "TOO_LARGE,413"})
    void whatCannotBeStoredIsNotAccepted(QueueException.Kind kind, int status) {
        queue.publishFault = new QueueException(kind, "disk full at /var");

        Answer answer = inbound.answer(post(GOOD, Map.of("X-Delivery", "d1")));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().containsKey("Retry-After")).isEqualTo(status == 503);
        assertThat(answer.body().toString()).doesNotContain("/var");
        queue.publishFault = null;
        assertThat(inbound.answer(post(GOOD, Map.of("X-Delivery", "d1"))).status())
                .isEqualTo(202);
    }

    @Test
    void twoGatewaysGiveOneDeliveryTheSameId(@TempDir Path another) throws Exception {
        try (Store ofAnother = Store.open(another.resolve("state.mv"), 0)) {
            String first = id(inbound.answer(post(GOOD, Map.of("X-Delivery", "d9"))));
            Inbound gateway = inbound(YAML, ofAnother, NOW.plusSeconds(1));

            assertThat(id(gateway.answer(post(GOOD, Map.of("X-Delivery", "d9")))))
                    .isEqualTo(first);
            assertThat(id(gateway.answer(post(GOOD, Map.of("X-Delivery", "d10")))))
                    .isNotEqualTo(first);
        }
        try (Store later = Store.open(another.resolve("later.mv"), 0)) {
            Inbound gateway = inbound(YAML, later, NOW.plus(Duration.ofHours(1)));
            assertThat(id(gateway.answer(post(GOOD, Map.of("X-Delivery", "d9")))))
                    .isNotEqualTo(queue.published.get(0).id());
        }
    }

    private static String id(Answer accepted) {
        assertThat(accepted.status()).isEqualTo(202);
        return accepted.body().path("id").asText();
    }

    @Test
    void hundredsOfAnswersWith503AreTwoLinesInTheLog() {
        try (var log = new LoggedLines()) {
            queue.publishFault = new QueueException(QueueException.Kind.FULL, "the disk is full");
            for (int i = 0; i < 300; i++) {
                assertThat(send(GOOD).status()).isEqualTo(503);
            }
            queue.publishFault = null;
            assertThat(send(GOOD).status()).isEqualTo(202);

            assertThat(log.get())
                    .containsExactly(
                            "WARNING messages cannot be stored, their senders are answered with 503: the disk is full",
                            "INFO messages are stored again; failed 300 times since 2021-02-25T15:02:10Z");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/webhook",
                "/webhook/",
                "/webhook/other",
                "/webhook//alerts",
                "/webhook/../webhook/alerts",
                "/webhook/alerts%2f",
                "/webhook/%61lerts",
                "/webhook/alerts;x=1",
                "/webhook/ALERTS",
                "/webhook/alerts/messages",
                "/webhook/alerts/messages/a/b"
            })
    void everyOtherPathIsUnknown(String path) {
        Headers headers = post(GOOD, Map.of()).headers();
        var request = RawRequest.of("POST", path, headers, GOOD.getBytes(StandardCharsets.UTF_8));

        assertThat(inbound.answer(request).status()).isEqualTo(404);
        assertThat(queue.published).isEmpty();
    }

    @Test
    void statusNeedsTheSameAuthentication() throws Exception {
        String path = "/webhook/alerts/messages/m1";
        var known = Headers.of(Map.of("Authorization", "Bearer " + TOKEN));

        assertThat(inbound.answer(RawRequest.of("GET", path, known, new byte[0]))
                        .body()
                        .path("id")
                        .asText())
                .isEqualTo("m1");
        assertThat(inbound.answer(RawRequest.of("GET", path, Headers.NONE, new byte[0]))
                        .status())
                .isEqualTo(401);
        assertThat(inbound.answer(RawRequest.of("POST", path, known, new byte[0]))
                        .status())
                .isEqualTo(405);
        inbound = inbound("auth: {hmac: {secret: k, header: X-Sig}}");
        var signed = Headers.of(Map.of("X-Sig", Signatures.hmac("k", path)));
        assertThat(inbound.answer(RawRequest.of("GET", path, signed, new byte[0]))
                        .status())
                .isEqualTo(200);
        assertThat(inbound.answer(RawRequest.of("GET", path + "0", signed, new byte[0]))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void testModeShowsWhatWasUnderstoodAndStoresNothing() throws Exception {
        inbound = inbound(YAML + "test: true\n");

        Answer good = inbound.answer(post(GOOD, Map.of("X-Delivery", "d1")));
        Answer filtered = send("{\"kind\":\"disk\",\"host\":\"web1\"}");
        Answer stranger = inbound.answer(post(GOOD, Map.of("Authorization", "Bearer x")));

        assertThat(good.body().path("wouldBe").asInt()).isEqualTo(202);
        assertThat(good.body().path("payload").path("host").asText()).isEqualTo("web1");
        assertThat(good.body().path("deliveryId").asText()).isEqualTo("d1");
        assertThat(filtered.body().path("detail").asText()).contains("severity");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.body().path("detail").asText()).contains("not known");
        assertThat(stranger.body().has("payload")).isFalse();
        assertThat(queue.published).isEmpty();
    }

    @Test
    void refusedRequestsAreKeptBoundedAndWithoutSecrets() throws Exception {
        var log = new RefusedLog(store, Redactor.none());
        EndpointSpec spec = EndpointSettings.read("alerts", SettingsFile.parse(YAML, "serve.yml", dir));
        inbound = new Inbound(
                List.of(spec), queue, store, log, (e, i) -> Optional.empty(), Clock.systemUTC(), Retention.USUAL);

        send("{\"kind\":\"disk\",\"db_password\":\"hunter2\",\"x\":{\"api_key\":[1,2]}}");
        inbound.answer(post(GOOD, Map.of("Authorization", "Bearer st0len", "X-Other", "st0len")));

        List<RefusedRequest> latest = log.latest(10);
        assertThat(latest).extracting(RefusedRequest::reason).containsExactly("authentication", "schema");
        assertThat(latest.toString()).doesNotContain("hunter2", "st0len", TOKEN, "[1,2]");
        assertThat(latest.get(1).detail()).contains("host");
        assertThat(latest.get(1).body()).contains("db_password", "disk");
        for (int i = 0; i < 1000; i++) {
            send("{}");
        }
        assertThat(log.latest(1000)).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void aFloodOfStrangersDoesNotPushOutWhatAKnownSenderLooksFor() throws Exception {
        var log = new RefusedLog(store, Redactor.none());
        EndpointSpec spec = EndpointSettings.read("alerts", SettingsFile.parse(YAML, "serve.yml", dir));
        inbound = new Inbound(
                List.of(spec), queue, store, log, (e, i) -> Optional.empty(), Clock.systemUTC(), Retention.USUAL);

        for (int i = 0; i < 500; i++) {
            inbound.answer(post(GOOD, Map.of("Authorization", "Bearer st0len")));
        }
        send("{\"kind\":\"disk\"}");
        for (int i = 0; i < 500; i++) {
            inbound.answer(post(GOOD, Map.of("Authorization", "Bearer st0len")));
        }

        assertThat(log.latest(1000)).extracting(RefusedRequest::reason).contains("schema", "authentication");
    }

    @Test
    void aSignedRequestIsNotNewBecauseItsUnsignedDeliveryIdIs() throws Exception {
        inbound = inbound("""
                auth: {hmac: {secret: k, header: X-Sig, timestamp: {header: X-Time, template: '{timestamp}.{body}'}}}
                deliveryId: {header: X-Delivery}
                """);
        String time = Long.toString(NOW.getEpochSecond());
        var signed = Map.of("X-Time", time, "X-Sig", Signatures.hmac("k", time + "." + GOOD));

        Answer first = inbound.answer(post(GOOD, with(signed, "d1")));
        Answer replayed = inbound.answer(post(GOOD, with(signed, "d2")));
        Answer without = inbound.answer(post(GOOD, signed));

        assertThat(first.status()).isEqualTo(202);
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.body().path("repeated").asBoolean()).isTrue();
        assertThat(replayed.body().path("id")).isEqualTo(first.body().path("id"));
        assertThat(without.status()).isEqualTo(200);
        assertThat(queue.published).hasSize(1);
    }

    private static Map<String, String> with(Map<String, String> headers, String delivery) {
        var more = new TreeMap<>(headers);
        more.put("X-Delivery", delivery);
        return more;
    }
}
