package io.jenkins.plugins.ansibleevents.bench;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The delivery pump alone: a recorded {@code events.jsonl} goes to an emitter as fast as it can. Prints events per second
 * as a row of docs/benchmarks.md. Receivers run in the same process and share its cores.
 */
final class Pump {

    private static final Duration LONG = Duration.ofMinutes(5);

    private Pump() {}

    public static void main(String[] args) throws Exception {
        Path recorded = Path.of(args[0]).toAbsolutePath();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String http =
                "type: http, url: 'http://127.0.0.1:" + server.getAddress().getPort() + "/'";
        measure("HTTP, an event per request", recorded, http);
        measure("HTTP, up to 32 in flight", recorded, http + ", inFlight: 32");
        measure("HTTP, batches of 100", recorded, http + ", batch: {messages: 100}");
        measure("HTTP, batches of 100, gzip", recorded, http + ", gzip: true, batch: {messages: 100}");
        try (var context = new ZContext()) {
            ZMQ.Socket pull = context.createSocket(SocketType.PULL);
            int port = pull.bindToRandomPort("tcp://127.0.0.1");
            var reader = new Thread(() -> read(pull));
            reader.setDaemon(true);
            reader.start();
            measure("ZeroMQ, PUSH", recorded, "type: zeromq, endpoint: 'tcp://127.0.0.1:" + port + "'");
            System.out.flush();
            System.exit(0);
        }
    }

    private static void read(ZMQ.Socket pull) {
        while (pull.recv() != null) {
            // The next one.
        }
    }

    private static void measure(String name, Path recorded, String options) throws Exception {
        send(recorded, options);
        long before = System.nanoTime();
        DeliveryReport report = send(recorded, options);
        double seconds = (System.nanoTime() - before) / 1e9;
        System.out.printf("| %s | %.0f |%n", name, report.sent() / seconds);
    }

    private static DeliveryReport send(Path recorded, String options) throws Exception {
        Path state = Files.createTempDirectory(recorded.getParent(), "pump");
        var settings = EmitterSettings.read(SettingsFile.parse("emitters: {bench: {" + options + "}}", "bench", state));
        try (DeliveryService service =
                DeliveryService.start(settings.emitters(), 1, (name, problem) -> System.err.println(problem))) {
            return service.resend(state, "bench", recorded.getParent(), "")
                    .finish(LONG)
                    .get(0);
        }
    }
}
