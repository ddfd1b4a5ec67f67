package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.ZMQ;

/** {@code ipc://} in all its kinds, with the real libzmq at the other end of the unix socket. */
class IpcInteropTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private RecordedRun run;
    private Path path;

    @BeforeEach
    void prepare() throws IOException {
        run = new RecordedRun(directory.resolve("run"));
        path = directory.resolve("bus.sock");
    }

    private ScriptReceiver libzmq(String mode, String... keys) throws IOException {
        ScriptReceiver.need(ScriptReceiver.hasLibzmq(), "python3-zmq is not installed");
        String[] arguments = new String[keys.length + 2];
        arguments[0] = mode;
        arguments[1] = "ipc://" + path;
        System.arraycopy(keys, 0, arguments, 2, keys.length);
        return ScriptReceiver.python("zmq_receiver.py", arguments).start();
    }

    private DeliveryService service(String options) throws Exception {
        var section = SettingsFile.parse("{endpoint: 'ipc://" + path + "'" + options + "}", "test", directory);
        return DeliveryService.start(
                List.of(EmitterSpec.of("bus", "test", new ZeroMqEmitterType().configure(section))),
                1,
                (name, problem) -> {});
    }

    private RunDelivery begin(DeliveryService service) throws IOException {
        return service.begin(directory.resolve("state"), RecordedRun.IDENT, run.directory(), "", reason -> {});
    }

    private void playTo(ScriptReceiver receiver, DeliveryService service) throws Exception {
        RunDelivery delivery = begin(service);
        run.playAll(delivery, 50);
        delivery.finish(LONG);
        await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(run.keys()));
    }

    @Test
    void aPullPeerThatConnectsToUsGetsEverythingAndTheFileGoesWithUs() throws Exception {
        try (ScriptReceiver receiver = libzmq("pull-connect");
                DeliveryService service = service(", bind: true")) {
            playTo(receiver, service);
            assertThat(path).exists();
        }
        assertThat(path).doesNotExist();
        try (var left = Files.list(directory)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("run", "state");
        }
    }

    @Test
    void curveIsUnderstoodByLibzmq() throws Exception {
        ZMQ.Curve.KeyPair server = ZMQ.Curve.generateKeyPair();
        ZMQ.Curve.KeyPair client = ZMQ.Curve.generateKeyPair();
        String keys = ", curve: {serverKey: '%s', publicKey: '%s', secretKey: '%s'}"
                .formatted(quoted(server.publicKey), quoted(client.publicKey), quoted(client.secretKey));
        try (ScriptReceiver receiver = libzmq("pull-bind", server.publicKey, server.secretKey);
                DeliveryService service = service(keys)) {
            playTo(receiver, service);
        }
    }

    private static String quoted(String key) {
        return key.replace("'", "''");
    }

    @Test
    void aSubscriberGetsTopicAndMessage() throws Exception {
        try (ScriptReceiver receiver = libzmq("sub-connect");
                DeliveryService service = service(", bind: true, socket: pub, topic: 'ansible.{kind}'")) {
            RunDelivery delivery = begin(service);
            run.begin(delivery);
            // A publisher sends only to current subscribers, so events go on until the subscriber has one.
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                run.events(delivery, 5);
                return !receiver.received().isEmpty();
            });
            assertThat(receiver.received().get(0).get("topic").asText()).isEqualTo("ansible.event");
            delivery.finish(LONG);
        }
    }

    @ParameterizedTest
    @CsvSource({"'',rw-------", "', access: group',rw-rw----", "', access: all',rw-rw-rw-"})
    void onlyWhoIsMeantToMayConnectToWhatWeBind(String option, String rights) throws Exception {
        try (DeliveryService service = service(", bind: true, linger: 1ms" + option)) {
            RunDelivery delivery = begin(service);
            run.begin(delivery);
            await().until(() -> Files.exists(path));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(rights);
            delivery.finish(Duration.ZERO);
        }
    }

    @Test
    void theFileThatADeadProcessHasLeftIsReplaced() throws Exception {
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(path));
        dead.close();
        assertThat(path).exists();
        try (ScriptReceiver receiver = libzmq("pull-connect");
                DeliveryService service = service(", bind: true")) {
            playTo(receiver, service);
        }
    }

    @Test
    void anotherProcessKeepsItsSocket() throws Exception {
        try (UnixSocketFile theirs = UnixSocketFile.bind(path, SocketAccess.OWNER)) {
            assertThatThrownBy(() -> UnixSocketFile.bind(path, SocketAccess.OWNER))
                    .hasMessage("another process listens there");
            assertThat(theirs.channel().isOpen()).isTrue();
            assertThat(path).exists();
        }
    }

    @Test
    void whatIsNotASocketIsLeftAlone() throws Exception {
        Files.writeString(path, "precious");
        assertThatThrownBy(() -> UnixSocketFile.bind(path, SocketAccess.OWNER))
                .hasMessageContaining("a file that is not a socket");
        assertThat(path).hasContent("precious");
    }

    @Test
    void aFileThatSomebodyElseHasPutThereMeanwhileIsNotRemoved() throws Exception {
        UnixSocketFile ours = UnixSocketFile.bind(path, SocketAccess.OWNER);
        Files.delete(path);
        try (UnixSocketFile theirs = UnixSocketFile.bind(path, SocketAccess.OWNER)) {
            ours.close();
            assertThat(theirs.channel().isOpen()).isTrue();
            assertThat(path).exists();
        }
    }

    @Test
    void messagesForAPeerThatIsNotThereWaitAndTheReasonIsTold() throws Exception {
        try (DeliveryService service = service(", sendTimeout: 100ms, linger: 1ms")) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 5);
            DeliveryReport report = delivery.finish(Duration.ofSeconds(1)).get(0);
            assertThat(report).returns(0L, DeliveryReport::sent).returns(8L, DeliveryReport::waiting);
            assertThat(report.lastProblem()).matches("nobody takes messages at ipc://" + path + " \\(.+\\)");
        }
    }
}
