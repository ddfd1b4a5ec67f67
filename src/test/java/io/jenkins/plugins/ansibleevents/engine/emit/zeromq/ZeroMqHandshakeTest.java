package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Before the handshake is finished no message is delivered, whatever the library accepts from us. */
class ZeroMqHandshakeTest {

    private static final int GREETING = 64;

    @TempDir
    Path directory;

    private RecordedRun run;

    @BeforeEach
    void prepare() throws IOException {
        run = new RecordedRun(directory.resolve("run"));
    }

    private DeliveryService service(HalfAPeer peer, String options) throws Exception {
        var section = SettingsFile.parse("{endpoint: '" + peer.endpoint() + "'" + options + "}", "test", directory);
        return DeliveryService.start(
                List.of(EmitterSpec.of("bus", "test", new ZeroMqEmitterType().configure(section))),
                1,
                (name, problem) -> {});
    }

    private RunDelivery begin(DeliveryService service) throws IOException {
        return service.begin(directory.resolve("state"), RecordedRun.IDENT, run.directory(), "", reason -> {});
    }

    @ParameterizedTest
    @CsvSource({"NULL,''", "PLAIN,', plain: {username: ansible, password: SECRET-1}'"})
    void peerThatNeverFinishesTheHandshakeHasGotNothing(String mechanism, String options) throws Exception {
        try (HalfAPeer peer = HalfAPeer.greeting(mechanism)) {
            DeliveryReport report;
            try (DeliveryService service = service(peer, options + ", linger: 1ms")) {
                RunDelivery delivery = begin(service);
                run.playAll(delivery, 20);
                // Our greeting and our first handshake command have arrived, and the peer has answered nothing.
                await().until(() -> peer.read() > GREETING);
                report = delivery.finish(Duration.ZERO).get(0);
            }
            assertThat(report).returns(0L, DeliveryReport::sent).returns(23L, DeliveryReport::waiting);
            assertThat(new Spool(directory.resolve("state")).size()).isEqualTo(1);
        }
    }

    @Test
    void peerThatDoesNotGreetIsConnectedToAnew() throws Exception {
        try (HalfAPeer peer = HalfAPeer.silent();
                DeliveryService service = service(peer, ", linger: 1ms")) {
            RunDelivery delivery = begin(service);
            run.begin(delivery);
            await().until(() -> peer.connections() > 1);
            assertThat(delivery.finish(Duration.ZERO).get(0).sent()).isZero();
        }
    }
}
