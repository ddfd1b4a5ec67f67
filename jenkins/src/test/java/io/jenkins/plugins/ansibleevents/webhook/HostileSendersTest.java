package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.inbound.Reason;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.BodyLimits;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.IncomingBodies;
import io.jenkins.plugins.ansibleevents.webhook.authentication.BearerToken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Senders that hold as much as they can: threads of the web server and memory. */
@WithJenkins
class HostileSendersTest {

    private static final String SIGNED = Webhooks.HEADER + ": sha256=00\r\n";
    private static final Duration PROMPTLY = Duration.ofSeconds(10);

    private URL url;
    private Webhooks sender;

    @BeforeEach
    void open(JenkinsRule rule) throws Exception {
        url = rule.getURL();
        sender = new Webhooks(url);
        Webhooks.endpoint("alerts");
        Webhooks.endpoint("keyed", new BearerToken(Webhooks.secretText("bearer", "k3y")));
    }

    private String post(String endpoint, String headers) {
        return "POST " + url.getPath() + "ansible-events/webhook/" + endpoint + " HTTP/1.1\r\nHost: x\r\n"
                + "Content-Type: application/json\r\n" + headers + "\r\n";
    }

    /** All of 127.0.0.0/8 is this machine. */
    private Socket sendFrom(String address, String text) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String line(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static IncomingBodies bodies() {
        return WebhookService.get().runtime().orElseThrow().inbound().bodies();
    }

    private static long busy() {
        return WebhookService.get()
                .runtime()
                .orElseThrow()
                .inbound()
                .endpoint("alerts")
                .orElseThrow()
                .counters()
                .ended(Reason.BUSY);
    }

    private static int strangers() {
        return bodies().strangers();
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void oneAddressCannotTakeAllPlaces() throws Exception {
        var slow = new ArrayList<Socket>();
        for (int i = 0; i < 100; i++) {
            slow.add(sendFrom("127.0.0.2", post("alerts", SIGNED + "Content-Length: 1000000\r\n") + "{"));
        }
        await().untilAsserted(() -> assertThat(strangers()).isEqualTo(16));

        long before = System.nanoTime();
        assertThat(sender.accepted("alerts", "{}")).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMPTLY);
        close(slow);
        await().untilAsserted(() -> assertThat(strangers()).isZero());
    }

    @Test
    void manyAddressesMakeRoomForWhoSendsAtOnce() throws Exception {
        // None of them is too slow here.
        bodies().use(new BodyLimits(1 << 20, 64, 16, Duration.ofMinutes(10), 0));
        var slow = new ArrayList<Socket>();
        for (int i = 0; i < 100; i++) {
            slow.add(sendFrom("127.0.0." + (i + 2), post("alerts", SIGNED + "Content-Length: 1000000\r\n") + "{"));
        }
        await().atMost(PROMPTLY.multipliedBy(3)).untilAsserted(() -> {
            assertThat(strangers()).isEqualTo(64);
            assertThat(busy()).isEqualTo(36);
        });

        // In its first moment no sender has to make room for others.
        var failed = new AtomicInteger();
        await().until(() -> sender.send("alerts", "{}").statusCode() == 202 || failed.incrementAndGet() == 0);
        await().untilAsserted(() -> assertThat(busy()).isEqualTo(37 + failed.get()));
        assertThat(strangers()).isEqualTo(63);
        close(slow);
    }

    @Test
    void slowBodyIsGivenUpThoughItsThreadWaits() throws Exception {
        try (Socket silent = sendFrom("127.0.0.2", post("alerts", SIGNED + "Content-Length: 1000000\r\n") + "{")) {
            assertThat(line(silent)).startsWith("HTTP/1.1 408");
        }
        assertThat(strangers()).isZero();
    }

    @Test
    void wrongKeyIsAnsweredWithoutTheBody() throws Exception {
        String wrong = post("keyed", "Authorization: Bearer wrong\r\nContent-Length: 1000000\r\n");
        try (Socket socket = sendFrom("127.0.0.2", wrong)) {
            assertThat(line(socket)).startsWith("HTTP/1.1 401");
        }
        try (Socket socket = sendFrom("127.0.0.2", post("alerts", "Content-Length: 1000000\r\n"))) {
            assertThat(line(socket)).startsWith("HTTP/1.1 401");
        }
        String right = post("keyed", "Authorization: Bearer k3y\r\nContent-Length: 2\r\n") + "{}";
        try (Socket socket = sendFrom("127.0.0.2", right)) {
            assertThat(line(socket)).startsWith("HTTP/1.1 202");
        }
        var refused = WebhookService.get().runtime().orElseThrow().refused().latest(1);
        assertThat(refused.get(0).reason()).isEqualTo("authentication");
    }
}
