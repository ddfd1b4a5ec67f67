package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.ZMQ;

/** The other sockets and CURVE, with the real libzmq at the other end. */
class ZeroMqInteropTest {

    @TempDir
    Path directory;

    private RecordedRun run;

    @BeforeEach
    void prepare() throws IOException {
        ScriptReceiver.need(ScriptReceiver.hasLibzmq(), "python3-zmq is not installed");
        run = new RecordedRun(directory.resolve("run"));
    }

    private static EmitterFactory emitter(String options) throws Exception {
        return new ZeroMqEmitterType().configure(SettingsFile.parse("{" + options + "}", "test", Path.of("/")));
    }

    private DeliveryService service(String options) throws Exception {
        return DeliveryService.start(
                List.of(EmitterSpec.of("bus", "test", emitter(options))), 1, (name, problem) -> {});
    }

    private RunDelivery begin(DeliveryService service) throws IOException {
        return service.begin(directory.resolve("state"), RecordedRun.IDENT, run.directory(), "", reason -> {});
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aPullPeerThatConnectsToUsGetsEverything() throws Exception {
        int port = freePort();
        try (ScriptReceiver receiver = ScriptReceiver.python("zmq_receiver.py", "pull-connect", String.valueOf(port))
                        .start();
                DeliveryService service = service("endpoint: 'tcp://127.0.0.1:" + port + "', bind: true")) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 50);
            delivery.finish(Duration.ofSeconds(20));
            await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(run.keys()));
        }
    }

    @Test
    void curveIsUnderstoodByLibzmq() throws Exception {
        ZMQ.Curve.KeyPair server = ZMQ.Curve.generateKeyPair();
        ZMQ.Curve.KeyPair client = ZMQ.Curve.generateKeyPair();
        try (ScriptReceiver receiver = ScriptReceiver.python(
                                "zmq_receiver.py", "pull-bind", "0", server.publicKey, server.secretKey)
                        .start();
                DeliveryService service = service(
                        "endpoint: 'tcp://127.0.0.1:%d', curve: {serverKey: '%s', publicKey: '%s', secretKey: '%s'}"
                                .formatted(
                                        receiver.port(),
                                        quoted(server.publicKey),
                                        quoted(client.publicKey),
                                        quoted(client.secretKey)))) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 50);
            delivery.finish(Duration.ofSeconds(20));
            await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(run.keys()));
        }
    }

    private static String quoted(String key) {
        return key.replace("'", "''");
    }

    private DeliveryReport playWithPassword(ScriptReceiver receiver, String password, Duration wait) throws Exception {
        try (DeliveryService service =
                service("endpoint: 'tcp://127.0.0.1:%d', plain: {username: ansible, password: '%s'}"
                        .formatted(receiver.port(), password))) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 20);
            return delivery.finish(wait).get(0);
        }
    }

    @Test
    void plainPasswordIsUnderstoodByLibzmq() throws Exception {
        try (ScriptReceiver receiver = ScriptReceiver.python(
                        "zmq_receiver.py", "pull-bind", "0", "plain", "ansible", "right")
                .start()) {
            playWithPassword(receiver, "right", Duration.ofSeconds(20));
            await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(run.keys()));
        }
    }

    @Test
    void peerGetsNothingWhenThePasswordIsWrong() throws Exception {
        try (ScriptReceiver receiver = ScriptReceiver.python(
                        "zmq_receiver.py", "pull-bind", "0", "plain", "ansible", "right")
                .start()) {
            DeliveryReport report = playWithPassword(receiver, "SECRET-1", Duration.ofSeconds(2));
            assertThat(report.waiting()).isPositive();
            assertThat(report.line()).doesNotContain("SECRET-1");
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void aSubscriberGetsTopicAndMessage() throws Exception {
        int port = freePort();
        try (ScriptReceiver receiver = ScriptReceiver.python("zmq_receiver.py", "sub-connect", String.valueOf(port))
                        .start();
                DeliveryService service = service("endpoint: 'tcp://127.0.0.1:" + port
                        + "', bind: true, socket: pub, topic: 'ansible.{kind}.{type}'")) {
            RunDelivery delivery = begin(service);
            run.begin(delivery);
            // A publisher sends only to current subscribers, so events go on until the subscriber has one.
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                run.events(delivery, 5);
                return !receiver.received().isEmpty();
            });
            assertThat(receiver.received().get(0).get("topic").asText()).startsWith("ansible.event.runner_on_");
            delivery.finish(Duration.ofSeconds(20));
        }
    }
}
