package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Very many strangers at once, at a process with a heap of 64 MB. */
class HostileCrowdTest {

    private static final String HEAD = "POST /webhook/alerts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "X-Hub-Signature-256: sha256=00\r\n";

    @TempDir
    Path dir;

    private final List<Socket> crowd = new ArrayList<>();

    @AfterEach
    void sendAway() throws IOException {
        for (Socket socket : crowd) {
            socket.close();
        }
    }

    private ServeProcess start() throws IOException {
        Path config = Files.writeString(dir.resolve("serve.yml"), """
                        listen: 127.0.0.1:0
                        endpoints:
                          alerts: { auth: { github: { secret: s3cret } }, maxBodyBytes: 33554432 }
                        """);
        return ServeProcess.start(config, "-Xmx64m");
    }

    /** All of 127.0.0.0/8 is this machine. */
    private void join(URI url, int number, String text) throws IOException {
        var socket = new Socket();
        crowd.add(socket);
        socket.bind(new InetSocketAddress("127.0.1." + (1 + number % 10), 0));
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static double metric(ServeProcess serve, String name) throws Exception {
        return serve.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    @Test
    void promisesOf32MebibytesCostNothing() throws Exception {
        try (ServeProcess serve = start()) {
            URI url = URI.create(serve.url());
            for (int i = 0; i < 1_500; i++) {
                join(url, i, HEAD + "Content-Length: 33554432\r\n\r\n");
            }
            assertThat(serve.send("alerts", "{}")).isNotEmpty();
            assertThat(metric(serve, "ansible_events_unproven_body_bytes")).isZero();
            assertThat(serve.get("/health").statusCode()).isEqualTo(200);
            assertThat(serve.log()).doesNotContain("OutOfMemoryError");
        }
    }

    @Test
    void budgetHoldsWhateverIsSentAndSendersWhoMeanItComeThrough() throws Exception {
        try (ServeProcess serve = start()) {
            URI url = URI.create(serve.url());
            String much = HEAD + "Content-Length: 1000000\r\n\r\n" + " ".repeat(40_000);
            for (int i = 0; i < 1_000; i++) {
                join(url, i, much);
            }
            // In its first moment no sender has to make room for others.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> serve.post("alerts", "{}").statusCode() == 202);
            assertThat(metric(serve, "ansible_events_unproven_body_bytes")).isBetween(1.0, 8.0 * (1 << 20));
            assertThat(metric(serve, "ansible_events_requests_total{endpoint=\"alerts\",result=\"busy\"}"))
                    .isPositive();
            assertThat(serve.get("/health").statusCode()).isEqualTo(200);
            assertThat(serve.log()).doesNotContain("OutOfMemoryError");
        }
    }
}
