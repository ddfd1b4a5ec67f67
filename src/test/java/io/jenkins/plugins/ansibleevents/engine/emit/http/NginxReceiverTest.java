package io.jenkins.plugins.ansibleevents.engine.emit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx as the receiver: its access log has one line for each message, in order, over one connection. */
class NginxReceiverTest {

    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid nginx.pid;
            events {}
            http {
              log_format keys '$connection $content_type $uri $http_idempotency_key';
              access_log access.log keys;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              keepalive_requests 10000;
              server {
                listen %s;
                location / { return 204; }
              }
            }
            """;

    @TempDir
    Path directory;

    private Process nginx;

    @BeforeEach
    void need() {
        ScriptReceiver.need(Files.isExecutable(NGINX), NGINX + " is not installed");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor();
        }
    }

    private void start(String listen) throws IOException {
        Path configuration = Files.writeString(directory.resolve("nginx.conf"), CONFIGURATION.formatted(listen));
        nginx = new ProcessBuilder(
                        NGINX.toString(), "-e", "stderr", "-p", directory.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("words").toFile())
                .start();
    }

    private DeliveryReport play(HttpSettings settings, RecordedRun run) throws Exception {
        var spec = EmitterSpec.of("audit", "test", HttpEmitterType.factory(settings, false));
        try (DeliveryService service = DeliveryService.start(List.of(spec), 1, (name, problem) -> {})) {
            // Until nginx listens, the pump keeps the messages.
            RunDelivery delivery =
                    service.begin(directory.resolve("state"), RecordedRun.IDENT, run.directory(), "", reason -> {});
            run.playAll(delivery, 200);
            return delivery.finish(Duration.ofSeconds(30)).get(0);
        }
    }

    private void assertEverythingArrived(HttpSettings settings) throws Exception {
        var run = new RecordedRun(directory.resolve("run"));
        DeliveryReport report = play(settings, run);
        assertThat(report.complete())
                .as(report.line() + Files.readString(directory.resolve("words")))
                .isTrue();
        var lines = new ArrayList<String>();
        await().untilAsserted(() -> {
            lines.clear();
            Files.readAllLines(directory.resolve("access.log")).forEach(lines::add);
            assertThat(lines).hasSameSizeAs(run.keys());
        });
        String connection = lines.get(0).split(" ")[0];
        assertThat(lines)
                .isEqualTo(run.keys().stream()
                        .map(key -> connection + " application/json; charset=utf-8 /in " + key)
                        .toList());
    }

    @Test
    void overTcp() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        start("127.0.0.1:" + port);
        assertEverythingArrived(HttpSettings.to(HttpUrl.get("http://127.0.0.1:" + port + "/in")));
    }

    @Test
    void overAUnixSocket() throws Exception {
        Path socket = directory.resolve("nginx.sock");
        start("unix:" + socket);
        assertEverythingArrived(HttpSettings.overSocket(socket, "/in"));
    }
}
