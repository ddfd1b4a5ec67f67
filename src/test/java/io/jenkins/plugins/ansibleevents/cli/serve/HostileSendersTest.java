package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.FaultyQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.Inbound;
import io.jenkins.plugins.ansibleevents.engine.inbound.RefusedLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyLimits;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that reach the port before any check, over real sockets. */
class HostileSendersTest {

    private static final String HEAD = "POST /webhook/alerts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    @TempDir
    Path dir;

    private final FaultyQueue queue = new FaultyQueue();
    private Store store;
    private WebhookServer server;
    private URI url;
    private Front front = Front.NONE;
    private WebhookHandler handler;

    /** A body has half a second. */
    private ServeLimits limits = limits(2_000, 2_000, Duration.ofSeconds(30), Duration.ofMillis(500));

    private RefusedLog refused;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(dir.resolve("state.mv"), 0);
        start(Optional.empty());
    }

    private void start(Optional<ServerTls> tls) throws Exception {
        refused = new RefusedLog(store, Redactor.none());
        var specs = List.of(
                spec("alerts", "{auth: none, maxBodyBytes: 1000}"),
                spec("keyed", "{auth: {bearer: {secret: k3y}}, maxBodyBytes: 33554432}"),
                spec("signed", "{auth: {github: {secret: s3cret}}, maxBodyBytes: 33554432}"));
        var inbound = new Inbound(
                specs, queue, store, refused, (endpoint, id) -> Optional.empty(), Clock.systemUTC(), Retention.USUAL);
        handler = new WebhookHandler(inbound, () -> Answer.of(200, Answer.json()), () -> "", front, limits);
        server = new WebhookServer(new Listen("127.0.0.1", 0), tls, handler, limits.idle(), Duration.ofSeconds(1));
        url = URI.create(server.start());
    }

    private EndpointSpec spec(String name, String yaml) throws Exception {
        return EndpointSettings.read(name, SettingsFile.parse(yaml, "serve.yml", dir));
    }

    private void startAgain(ServeLimits with) throws Exception {
        server.close();
        limits = with;
        start(Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        store.close();
    }

    private static ServeLimits limits(int connections, int perAddress, Duration idle, Duration body) {
        return new ServeLimits(
                connections, perAddress, idle, new BodyLimits(8 << 20, connections, perAddress, body, 1));
    }

    /** Another sender: all of 127.0.0.0/8 is this machine. */
    private Socket sendFrom(String address, String text) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    private Socket send(String text) throws IOException {
        var socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    /** The status code, or 0 when the connection was closed without an answer. */
    private static int status(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.length() < 12 ? 0 : Integer.parseInt(line.substring(9, 12));
    }

    private int answer(String text) throws IOException {
        try (Socket socket = send(text)) {
            return status(socket);
        }
    }

    @Test
    void wellFormedRequestIsAccepted() throws Exception {
        assertThat(answer(HEAD + "Content-Length: 2\r\n\r\n{}")).isEqualTo(202);
        assertThat(answer(HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"))
                .isEqualTo(202);
    }

    @Test
    void everythingIsBelowTheBasePathAndNothingBesideIt() throws Exception {
        server.close();
        front = Front.read(SettingsFile.parse("{basePath: /hooks/}", "serve.yml", dir));
        start(Optional.empty());
        String post = HEAD + "Content-Length: 2\r\n\r\n{}";

        assertThat(answer(post.replace("/webhook", "/hooks/webhook"))).isEqualTo(202);
        assertThat(answer(post.replace("/webhook/alerts", "/hooks/webhook/alerts/")))
                .isEqualTo(202);
        assertThat(answer("GET /hooks/health HTTP/1.1\r\nHost: x\r\n\r\n")).isEqualTo(200);
        for (String beside : List.of("", "/hook", "/hooksx", "/hooks/hooks", "/hooks/", "/HOOKS")) {
            assertThat(answer(post.replace("/webhook", beside + "/webhook")))
                    .as(beside)
                    .isIn(400, 404);
        }
        assertThat(answer("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")).isEqualTo(404);
    }

    @Test
    void addressOfTheSenderIsToldOnlyByAProxyThatIsTrusted() throws Exception {
        String bad = HEAD + "X-Forwarded-For: 1.1.1.1, 192.0.2.7\r\nContent-Length: 1\r\n\r\n{";
        answer(bad);
        assertThat(refused.latest(1).get(0).remoteAddress()).isEqualTo("127.0.0.1");

        server.close();
        front = Front.read(SettingsFile.parse("{trustedProxies: [127.0.0.0/8]}", "serve.yml", dir));
        start(Optional.empty());
        answer(bad);
        assertThat(refused.latest(1).get(0).remoteAddress()).isEqualTo("192.0.2.7");
    }

    @Test
    void headIsAnsweredAsGetWithoutABody() throws Exception {
        for (String page : List.of("/health", "/metrics", "/health/")) {
            try (Socket socket = send("HEAD " + page + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /webhook/alerts?token=k3y-1n-query HTTP/9.9\r\nHost: x\r\n\r\n",
                "POST /webhook/alerts?token=k3y-1n-query&%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n{",
                "POST /webhook/alerts?token=k3y-1n-query HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
                "POST /webhook/nobody?token=k3y-1n-query HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
                "POST /webhook/../x?token=k3y-1n-query HTTP/1.1\r\nHost: x\r\nContent-Length: -2\r\n\r\n{}"
            })
    void keyInTheQueryIsNeitherLoggedNorAnsweredNorKept(String request) throws Exception {
        var written = new StringBuffer();
        var everything = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord entry) {
                written.append(new java.util.logging.SimpleFormatter().format(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var root = java.util.logging.Logger.getLogger("");
        root.addHandler(everything);
        try (Socket socket = send(request)) {
            socket.shutdownOutput();
            written.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        } finally {
            root.removeHandler(everything);
        }

        assertThat(written.toString() + refused.latest(9)).doesNotContain("k3y-1n-query");
        assertThat(queue.published).isEmpty();
    }

    @Test
    void slowBodyIsGivenUpAndHoldsNobodyElseUp() throws Exception {
        var slow = new ArrayList<Socket>();
        for (int i = 0; i < 300; i++) {
            slow.add(send(HEAD + "Content-Length: 100\r\n\r\n{"));
        }

        assertThat(answer(HEAD + "Content-Length: 2\r\n\r\n{}")).isEqualTo(202);
        assertThat(status(slow.get(0))).isEqualTo(408);
        assertThat(status(slow.get(299))).isEqualTo(408);
        for (Socket socket : slow) {
            socket.close();
        }
        assertThat(queue.published).hasSize(1);
    }

    @Test
    void bodyThatEndsTooEarlyIsNoMessage() throws Exception {
        try (Socket socket = send(HEAD + "Content-Length: 10\r\n\r\n{}")) {
            socket.shutdownOutput();
            assertThat(status(socket)).isIn(0, 400);
        }
        assertThat(queue.published).isEmpty();
    }

    @Test
    void bodyBeyondTheLimitIsNotReadToItsEnd() throws Exception {
        assertThat(answer(HEAD + "Content-Length: 1001\r\n\r\n")).isEqualTo(413);
        assertThat(answer(HEAD + "Content-Length: 99999999999\r\n\r\n")).isEqualTo(413);
        String chunk = "3e8\r\n" + "x".repeat(1000) + "\r\n";
        assertThat(answer(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk))
                .isEqualTo(413);
    }

    @Test
    void floodsOfHeadersAreRefused() throws Exception {
        var many = new StringBuilder(HEAD);
        for (int i = 0; i < 200; i++) {
            many.append("X-").append(i).append(": 1\r\n");
        }
        assertThat(answer(many + "Content-Length: 2\r\n\r\n{}")).isEqualTo(431);
        assertThat(answer(HEAD + "X-Large: " + "a".repeat(70_000) + "\r\n\r\n")).isIn(0, 431);
        assertThat(answer(HEAD + "Content-Length: 2\r\nX-Fine: 1\r\n\r\n{}")).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhook/../webhook/alerts",
                "/webhook/./alerts",
                "/webhook/%2e%2e/webhook/alerts",
                "/webhook//alerts",
                "/webhook/alerts%2F",
                "/webhook/%61lerts",
                "/webhook/alerts;a=b",
                "/webhook/alerts%00",
                "/webhook/alerts\\x",
                "/%77ebhook/alerts",
                "/WEBHOOK/alerts",
                "/webhook/alerts#x",
                "*",
                "webhook/alerts"
            })
    void onlyTheExactPathIsTheEndpoint(String path) throws Exception {
        String request = HEAD.replace("/webhook/alerts", path) + "Content-Length: 2\r\n\r\n{}";

        assertThat(answer(request)).isIn(0, 400, 404);
        assertThat(queue.published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\0\0\0\r\n\r\n",
                "GET\r\n\r\n",
                "POST /webhook/alerts HTTP/9.9\r\nHost: x\r\n\r\n",
                "POST /webhook/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /webhook/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}",
                "POST /webhook/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
                "POST /webhook/alerts HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"
            })
    void ambiguousOrBrokenHttpIsNoMessage(String request) throws Exception {
        assertThat(answer(request)).isIn(0, 400, 401, 408, 415, 505);
        assertThat(queue.published).isEmpty();
    }

    @Test
    void wrongKeyIsAnsweredBeforeTheBodyAndTheConnectionIsClosed() throws Exception {
        String head = HEAD.replace("alerts", "keyed") + "Content-Length: 33554432\r\n";
        for (String key : List.of("", "Authorization: Bearer wrong\r\n", "Authorization: Basic azN5\r\n")) {
            try (Socket socket = send(head + key + "\r\n")) {
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer)
                        .startsWith("HTTP/1.1 401")
                        .containsIgnoringCase("Connection: close")
                        .endsWith("{\"error\":\"not authenticated\"}");
            }
        }
        assertThat(refused.latest(1).get(0).detail())
                .isEqualTo("bearer: the header Authorization does not begin with \"Bearer\"");
        assertThat(answer(HEAD.replace("alerts", "signed") + "Content-Length: 33554432\r\n\r\n"))
                .isEqualTo(401);
    }

    @Test
    void senderThatGoesOnSendingStillSeesTheAnswer() throws Exception {
        String head = HEAD.replace("alerts", "keyed") + "Content-Length: 33554432\r\n\r\n";
        try (Socket socket = send(head)) {
            byte[] part = new byte[64 << 10];
            for (int i = 0; i < 16; i++) {
                socket.getOutputStream().write(part);
            }
            assertThat(status(socket)).isEqualTo(401);
        }
    }

    @Test
    void smallBodyThatIsRefusedLeavesTheConnectionOpen() throws Exception {
        String wrong = HEAD.replace("alerts", "keyed") + "Content-Length: 2\r\n\r\n{}";
        String right = HEAD.replace("alerts", "keyed")
                + "Authorization: Bearer k3y\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
        try (Socket socket = send(wrong + right)) {
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answers.split("HTTP/1.1 ")).satisfies(a -> {
                assertThat(a[1]).startsWith("401");
                assertThat(a[2]).startsWith("202");
            });
        }
    }

    @Test
    void addressThatSendsSlowlyHasNoMoreThanItsShare() throws Exception {
        startAgain(limits(2_000, 20, Duration.ofSeconds(30), Duration.ofSeconds(60)));
        var slow = new ArrayList<Socket>();
        for (int i = 0; i < 60; i++) {
            slow.add(sendFrom(
                    "127.0.0.2",
                    HEAD.replace("alerts", "signed")
                            + "X-Hub-Signature-256: sha256=00\r\nContent-Length: 33554432\r\n\r\n{"));
        }

        assertThat(answer(HEAD + "Content-Length: 2\r\n\r\n{}")).isEqualTo(202);
        await().untilAsserted(() -> {
            assertThat(handler.connections().open()).isLessThanOrEqualTo(20);
            assertThat(handler.connections().closed(Connections.Why.ADDRESS)).isGreaterThanOrEqualTo(40);
        });
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void connectionThatBringsNothingMakesRoom() throws Exception {
        startAgain(limits(10, 10, Duration.ofSeconds(30), Duration.ofSeconds(60)));
        try (Socket known = send(HEAD + "Content-Length: 2\r\n\r\n{}")) {
            assertThat(status(known)).isEqualTo(202);
            var idle = new ArrayList<Socket>();
            for (int i = 2; i < 11; i++) {
                idle.add(sendFrom("127.0.0." + i, i % 2 == 0 ? "POST /web" : HEAD + "Content-Length: 9\r\n\r\n{"));
            }

            // In its first second no sender has to make room for others.
            await().ignoreException(IOException.class)
                    .untilAsserted(() -> assertThat(answer(HEAD + "Content-Length: 2\r\n\r\n{}"))
                            .isEqualTo(202));
            assertThat(handler.connections().closed(Connections.Why.TOTAL)).isPositive();
            known.getInputStream().skipNBytes(known.getInputStream().available());
            known.getOutputStream().write((HEAD + "Content-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
            assertThat(status(known)).isEqualTo(202);
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void headThatComesByteByByteIsGivenUp() throws Exception {
        startAgain(limits(10, 10, Duration.ofSeconds(2), Duration.ofSeconds(60)));
        try (Socket socket = send("POST /webhook/alerts HTTP/1.1\r\nX-Long: ")) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                // Never silent for as long as a connection may be.
                assertThatThrownBy(() -> {
                            socket.getOutputStream().write('x');
                            socket.getOutputStream().flush();
                        })
                        .isInstanceOf(IOException.class);
            });
        }
        assertThat(handler.connections().closed(Connections.Why.SILENT)).isEqualTo(1);
        assertThat(handler.connections().open()).isZero();
    }

    @Test
    void bodyInChunksWithoutEndIsRefusedAtItsLimit() throws Exception {
        try (Socket socket = send(HEAD + "Transfer-Encoding: chunked\r\n\r\n")) {
            for (int i = 0; i < 11; i++) {
                socket.getOutputStream()
                        .write(("64\r\n" + " ".repeat(100) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            assertThat(status(socket)).isEqualTo(413);
        }
    }

    @Test
    void senderThatClosesItsSideIsAnswered() throws Exception {
        try (Socket socket = send(HEAD + "Content-Length: 2\r\n\r\n{}")) {
            socket.shutdownOutput();
            assertThat(status(socket)).isEqualTo(202);
        }
    }

    @Test
    void requestsOneBehindTheOtherAreAllAnswered() throws Exception {
        String one = HEAD + "Content-Length: 2\r\n\r\n{}";
        String last = HEAD + "Connection: close\r\nContent-Length: 2\r\n\r\n{}";
        try (Socket socket = send(one.repeat(50) + last)) {
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answers.split("HTTP/1.1 202", -1)).hasSize(52);
        }
        assertThat(queue.published).hasSize(51);
    }

    @Test
    void stoppingServerTellsSendersToComeAgain() throws Exception {
        try (Socket idle = send(HEAD + "Content-Length: 2\r\n\r\n{}")) {
            assertThat(status(idle)).isEqualTo(202);
        }
        server.close();
        await().until(() -> {
            try (Socket refused = new Socket(url.getHost(), url.getPort())) {
                return refused.isClosed();
            } catch (IOException e) {
                return true;
            }
        });
    }

    @Test
    void httpsIsSpokenWithPemFiles() throws Exception {
        server.close();
        var held = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        Files.writeString(dir.resolve("cert.pem"), held.certificatePem());
        Files.writeString(dir.resolve("key.pem"), held.privateKeyPkcs8Pem());
        var section = SettingsFile.parse("{certificate: cert.pem, key: key.pem}", "serve.yml", dir);
        limits = limits(10, 10, Duration.ofSeconds(2), Duration.ofSeconds(60));
        start(Optional.of(new ServerTls(TlsFiles.read(section))));
        Socket handshake = send("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003");
        var trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(held.certificate())
                .build();
        var client = new OkHttpClient.Builder()
                .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
                .build();
        var body = RequestBody.create("{}", MediaType.get("application/json"));

        try (var response = client.newCall(new Request.Builder()
                        .url(url + "/webhook/alerts")
                        .post(body)
                        .build())
                .execute()) {
            assertThat(response.code()).isEqualTo(202);
        }
        assertThat(url.getScheme()).isEqualTo("https");
        // A handshake without progress is broken off, though a byte arrives now and then.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThatThrownBy(() -> {
                    handshake.getOutputStream().write(0);
                    handshake.getOutputStream().flush();
                })
                .isInstanceOf(IOException.class));
        handshake.close();
    }
}
