package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** The notifications to systemd of a unit of {@code Type=notify}. */
@Timeout(120)
class ServiceManagerTest {

    @TempDir
    Path directory;

    private static String received(AFUNIXDatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static AFUNIXDatagramSocket bound(AFUNIXSocketAddress address) throws IOException {
        AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance();
        socket.bind(address);
        return socket;
    }

    @Test
    void stateGoesToTheSocketOfTheEnvironment() throws IOException {
        Path path = directory.resolve("notify");
        try (AFUNIXDatagramSocket socket = bound(AFUNIXSocketAddress.of(path))) {
            var manager = new ServiceManager(Map.of("NOTIFY_SOCKET", path.toString()));

            manager.ready("listening on http://127.0.0.1:1");
            manager.reloading();
            manager.stopping();

            assertThat(received(socket)).isEqualTo("READY=1\nSTATUS=listening on http://127.0.0.1:1");
            assertThat(received(socket)).matches("RELOADING=1\nMONOTONIC_USEC=\\d+");
            assertThat(received(socket)).startsWith("STOPPING=1\n");
        }
    }

    @Test
    void nameInTheAbstractNamespaceIsReached() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "abstract names of unix sockets are Linux's");
        String name = "ansible-events-" + UUID.randomUUID();
        try (AFUNIXDatagramSocket socket = bound(AFUNIXSocketAddress.inAbstractNamespace(name))) {
            new ServiceManager(Map.of("NOTIFY_SOCKET", "@" + name)).ready("here");

            assertThat(received(socket)).isEqualTo("READY=1\nSTATUS=here");
        }
    }

    @Test
    void nobodyWhoListensIsNoReasonToEnd() {
        var nobody = new ServiceManager(Map.of());
        var gone = new ServiceManager(
                Map.of("NOTIFY_SOCKET", directory.resolve("gone").toString()));

        assertThatCode(() -> nobody.ready("here")).doesNotThrowAnyException();
        assertThatCode(() -> gone.ready("here")).doesNotThrowAnyException();
    }

    @Test
    void serveIsReadyWhenItListensAndSaysThatItEnds() throws Exception {
        Path config = Files.writeString(
                directory.resolve("serve.yml"), "listen: 127.0.0.1:0\nendpoints: {all: {auth: none}}\n");
        Path path = directory.resolve("notify");
        try (AFUNIXDatagramSocket socket = bound(AFUNIXSocketAddress.of(path))) {
            Process serve = serve(config, path);
            try {
                String ready = received(socket);
                assertThat(ready).startsWith("READY=1\nSTATUS=listening on http://127.0.0.1:");
                assertThat(health(ready.substring(ready.indexOf("http")))).isEqualTo(200);

                serve.destroy();

                assertThat(received(socket)).startsWith("STOPPING=1");
                assertThat(serve.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(serve.exitValue()).isZero();
            } finally {
                serve.destroyForcibly();
            }
        }
    }

    private Process serve(Path config, Path notify) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnsibleEvents.class.getName(),
                        "serve",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("NOTIFY_SOCKET", notify.toString());
        return builder.start();
    }

    private static int health(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/health")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
