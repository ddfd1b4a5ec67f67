package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver.Fault;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that runs of a server have left are sent without another run. */
class LaterDeliveryTest {

    @TempDir
    Path home;

    private FaultyReceiver receiver;

    @BeforeEach
    void configure() throws IOException {
        receiver = new FaultyReceiver(ServerSocketFactory.getDefault());
        Files.createDirectories(home.resolve("env"));
        Files.writeString(
                home.resolve("env/emitters.yml"),
                "emitters: {audit: {type: http, url: 'http://127.0.0.1:" + receiver.port() + "/'}}");
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
    }

    private RecordedRun leave(String name) throws Exception {
        var run = new RecordedRun(home.resolve("artifacts/" + name));
        EmitterSettings settings = EmitterSettings.load(home, Map.of());
        try (DeliveryService service = DeliveryService.start(settings.emitters(), 1, (emitter, problem) -> {})) {
            RunDelivery delivery = service.begin(
                    home.resolve("delivery"), RecordedRun.IDENT, run.directory(), home.toString(), reason -> {});
            run.playAll(delivery, 10);
            delivery.finish(Duration.ZERO);
        }
        return run;
    }

    @Test
    void isSentWhenTheReceiverIsBackAlsoWhatIsLeftLater() throws Exception {
        receiver.become(Fault.ANSWERS_500);
        RecordedRun first = leave("one");
        try (var later = new LaterDelivery(List.of(home, home), Duration.ofMillis(50))) {
            await().until(() -> receiver.faulty() > 1);
            receiver.heal();
            await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(first.keys()));
            assertThat(later).isNotNull();

            receiver.become(Fault.ANSWERS_500);
            leave("two");
            receiver.heal();
            await().untilAsserted(() ->
                    assertThat(receiver.keys()).hasSize(2 * first.keys().size()));
            await().untilAsserted(() -> assertThat(home.resolve("delivery")).isEmptyDirectory());
        }
    }

    @Test
    void whatWaitsIsKeptWhenTheServerEnds() throws Exception {
        receiver.become(Fault.ANSWERS_500);
        leave("one");
        try (var later = new LaterDelivery(List.of(home), Duration.ofMillis(50))) {
            await().until(() -> receiver.faulty() > 1);
            assertThat(later).isNotNull();
        }
        assertThat(CommandCall.deliver(home.resolve("delivery"), "--list").out())
                .isEqualTo("run run-1, emitter audit: 13 waiting, 0 refused\n");
    }
}
