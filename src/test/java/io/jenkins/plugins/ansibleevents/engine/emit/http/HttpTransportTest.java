package io.jenkins.plugins.ansibleevents.engine.emit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.tls.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests travel: TLS with client certificates, HTTP/2, proxies. */
class HttpTransportTest {

    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HeldCertificate CLIENT = new HeldCertificate.Builder()
            .commonName("ansible-controller")
            .signedBy(AUTHORITY)
            .build();

    @TempDir
    Path directory;

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void certificates() throws IOException {
        Files.writeString(directory.resolve("ca.pem"), AUTHORITY.certificatePem());
        Files.writeString(directory.resolve("client.pem"), CLIENT.certificatePem());
        Files.writeString(directory.resolve("client.key"), CLIENT.privateKeyPkcs8Pem());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void startTls(String host) throws IOException {
        server.useHttps(identity(host).sslSocketFactory());
        server.start();
    }

    private static HandshakeCertificates identity(String host) {
        var identity = new HeldCertificate.Builder()
                .addSubjectAlternativeName(host)
                .signedBy(AUTHORITY)
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(identity)
                .addTrustedCertificate(AUTHORITY.certificate())
                .build();
    }

    private void accept() {
        server.enqueue(new MockResponse.Builder().code(204).build());
    }

    private Outcome send(String url, String options) throws Exception {
        Emitter emitter = opened(url, options);
        try {
            return emitter.send(List.of(HttpRequestTest.event(1)));
        } finally {
            emitter.close();
        }
    }

    private Emitter opened(String url, String options) throws Exception {
        var section = SettingsFile.parse("{url: '" + url + "', " + options + "}", "test", directory);
        Emitter emitter = new HttpEmitterType().configure(section).create();
        emitter.open(new EmitterContext("audit", warning -> {}));
        return emitter;
    }

    /** Starts a server without TLS that redirects to {@link #here}; returns its address. */
    private String redirectingHere(MockWebServer plain) throws IOException {
        plain.start();
        plain.enqueue(new MockResponse.Builder()
                .code(308)
                .addHeader("Location", here())
                .build());
        return "http://localhost:" + plain.getPort() + "/in";
    }

    private String here() {
        return "https://localhost:" + server.getPort() + "/in";
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void requestsAtOnceShareAConnectionOfHttp2AndNeedOneEachWithHttp1(boolean http2) throws Exception {
        int count = 5;
        var together = new CyclicBarrier(count);
        var connections = new ConcurrentHashMap<String, Boolean>();
        startTls("localhost");
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                connections.put(String.valueOf(request.getConnectionIndex()), true);
                try {
                    together.await();
                } catch (BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
                return new MockResponse.Builder().code(204).build();
            }
        });
        Emitter emitter = opened(here(), "tls: {ca: ca.pem, http2: " + http2 + "}");
        try {
            // The first five find out which version the receiver speaks.
            assertThat(emitter.sendAtOnce(events(count))).allMatch(Outcome.Accepted.class::isInstance);
            connections.clear();
            assertThat(emitter.sendAtOnce(events(count))).hasSize(count).allMatch(Outcome.Accepted.class::isInstance);
            assertThat(connections).hasSize(http2 ? 1 : count);
        } finally {
            emitter.close();
        }
    }

    private static List<List<EmitterMessage>> events(int count) throws Exception {
        var batches = new ArrayList<List<EmitterMessage>>();
        for (int i = 1; i <= count; i++) {
            batches.add(List.of(HttpRequestTest.event(i)));
        }
        return batches;
    }

    @Test
    void clientCertificateIsShown() throws Exception {
        startTls("localhost");
        server.requireClientAuth();
        accept();

        Outcome outcome = send(here(), "tls: {ca: ca.pem, certificate: client.pem, key: {file: client.key}}");

        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        assertThat(server.takeRequest().getHandshake().peerPrincipal()).hasToString("CN=ansible-controller");
    }

    @Test
    void clientKeyMayBeInItsOlderForm() throws Exception {
        startTls("localhost");
        server.requireClientAuth();
        accept();
        new OpenSsl(directory).run("ec -in client.key -out old.key");
        assertThat(directory.resolve("old.key")).content().startsWith("-----BEGIN EC PRIVATE KEY-----");

        Outcome outcome = send(here(), "tls: {ca: ca.pem, certificate: client.pem, key: {file: old.key}}");

        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void clientKeyOfAnotherCertificateIsRefusedBeforeTheFirstEvent() throws Exception {
        new OpenSsl(directory).key("ED25519", "other.key");

        assertThatThrownBy(
                        () -> send("https://localhost:1/in", "tls: {certificate: client.pem, key: {file: other.key}}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("client.pem and other.key do not belong together");
    }

    @Test
    void receiverThatWantsACertificateGetsNothingWithoutOne() throws Exception {
        startTls("localhost");
        server.requireClientAuth();
        accept();

        assertThatThrownBy(() -> send(here(), "tls: {ca: ca.pem}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("certificate");
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"true,HTTP/2", "false,HTTP/1.1"})
    void http2IsSpokenUnlessItIsSwitchedOff(boolean http2, String version) throws Exception {
        startTls("localhost");
        accept();

        assertThat(send(here(), "tls: {ca: ca.pem, http2: " + http2 + "}")).isInstanceOf(Outcome.Accepted.class);
        assertThat(server.takeRequest().getVersion()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,true", "TLSv1.3,false"})
    void receiverThatSpeaksOnlyTls12IsSpokenToUnlessThatIsTooOld(String minVersion, boolean spokenTo) throws Exception {
        try (var receiver =
                new FaultyReceiver(new OnlyTls12(identity("localhost").sslContext()))) {
            String url = "https://localhost:" + receiver.port() + "/in";
            String options = "tls: {ca: ca.pem, minVersion: " + minVersion + "}";

            if (spokenTo) {
                assertThat(send(url, options)).isInstanceOf(Outcome.Accepted.class);
            } else {
                assertThatThrownBy(() -> send(url, options))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("(TLS)");
            }

            assertThat(receiver.keys()).hasSize(spokenTo ? 1 : 0);
        }
    }

    /** Makes server sockets that speak TLS 1.2 only. */
    private static final class OnlyTls12 extends ServerSocketFactory {

        private final SSLServerSocketFactory sockets;

        OnlyTls12(SSLContext context) {
            this.sockets = context.getServerSocketFactory();
        }

        private static ServerSocket limited(ServerSocket socket) {
            ((SSLServerSocket) socket).setEnabledProtocols(new String[] {"TLSv1.2"});
            return socket;
        }

        @Override
        public ServerSocket createServerSocket() throws IOException {
            return limited(sockets.createServerSocket());
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return limited(sockets.createServerSocket(port));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
            return limited(sockets.createServerSocket(port, backlog));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
            return limited(sockets.createServerSocket(port, backlog, address));
        }
    }

    @Test
    void redirectFromHttpToHttpsOfTheSameHostIsFollowedWithOurAuthorities() throws Exception {
        startTls("localhost");
        accept();
        try (var plain = new MockWebServer()) {
            Outcome outcome = send(redirectingHere(plain), "tls: {ca: ca.pem}");

            assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        }
        assertThat(server.takeRequest().getRequestLine()).startsWith("POST /in ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void receiverThatDoesNotAnswerIsGivenUpWithTlsToo(boolean http2) throws Exception {
        startTls("localhost");

        assertThatThrownBy(() -> send(here(), "tls: {ca: ca.pem, http2: " + http2 + "}, timeouts: {read: 200ms}"))
                .isInstanceOf(IOException.class)
                .hasMessage("the receiver did not answer in time");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void receiverThatDoesNotAnswerTheHandshakeIsGivenUp(boolean http2) throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "https://localhost:" + silent.getLocalPort() + "/in";

            assertThatThrownBy(() -> send(url, "tls: {http2: " + http2 + "}, timeouts: {connect: 1h, read: 200ms}"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the receiver did not answer in time");
        }
    }

    @Test
    void receiverThatDoesNotAnswerAfterARedirectToHttpsIsGivenUp() throws Exception {
        startTls("localhost");
        try (var plain = new MockWebServer()) {
            String url = redirectingHere(plain);

            assertThatThrownBy(() -> send(url, "tls: {ca: ca.pem}, timeouts: {read: 200ms}"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the receiver did not answer in time");
        }
    }

    /** With HTTP/2 a thread reads all the time, which is no wait for an answer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectionThatRestsForLongerThanAReadMayIsUsedAgain(boolean http2) throws Exception {
        startTls("localhost");
        accept();
        accept();
        Emitter emitter = opened(here(), "tls: {ca: ca.pem, http2: " + http2 + "}, timeouts: {read: 200ms}");
        try {
            emitter.send(List.of(HttpRequestTest.event(1)));
            Thread.sleep(500); // the rest itself: it has no event to wait for
            assertThat(emitter.send(List.of(HttpRequestTest.event(2)))).isInstanceOf(Outcome.Accepted.class);
        } finally {
            emitter.close();
        }
        assertThat(server.takeRequest().getConnectionIndex())
                .isEqualTo(server.takeRequest().getConnectionIndex());
    }

    @Test
    void answerWithoutEndIsReadOnlyAsFarAsItMatters() throws Exception {
        server.start();
        server.enqueue(new MockResponse.Builder()
                .code(400)
                .body("no ".repeat(1_000_000))
                .build());

        Outcome outcome = send(server.url("/in").toString(), "gzip: false");

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                .startsWith("the receiver answered 400: no no")
                .hasSizeLessThan(300));
    }

    @Test
    void proxyIsAskedForPlainHttp() throws Exception {
        server.start();
        accept();

        assertThat(send("http://receiver.invalid/in", "proxy: '" + server.url("/") + "'"))
                .isInstanceOf(Outcome.Accepted.class);
        assertThat(server.takeRequest().getRequestLine()).startsWith("POST http://receiver.invalid/in ");
    }

    @Test
    void proxyThatAsksForALoginGetsIt() throws Exception {
        server.start();
        server.enqueue(new MockResponse.Builder()
                .code(407)
                .setHeader("Proxy-Authenticate", "Basic realm=\"proxy\"")
                .build());
        accept();
        String proxy = "proxy: {url: '" + server.url("/") + "', username: me, password: pr0xy-pass}";

        assertThat(send("http://receiver.invalid/in", proxy)).isInstanceOf(Outcome.Accepted.class);

        assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
        assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization"))
                .isEqualTo(Credentials.basic("me", "pr0xy-pass"));
    }

    @Test
    void proxySeesNothingOfWhatIsSentByTls() throws Exception {
        startTls("receiver.invalid");
        server.enqueue(new MockResponse.Builder().inTunnel().build());
        accept();

        Outcome outcome = send(
                "https://receiver.invalid/in",
                "headers: {Authorization: SECRET-1}, tls: {ca: ca.pem}, proxy: 'http://127.0.0.1:" + server.getPort()
                        + "'");

        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        RecordedRequest connect = server.takeRequest();
        assertThat(connect.getRequestLine()).startsWith("CONNECT receiver.invalid:443 ");
        assertThat(connect.getHeaders().get("Authorization")).isNull();
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("SECRET-1");
    }
}
