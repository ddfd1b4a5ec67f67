package io.jenkins.plugins.ansibleevents.engine.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Position;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The behaviour of every emitter behind the delivery pump, with a receiver that is not ours. */
public abstract class EmitterContractTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** Quick, so that a receiver that is back is found soon. */
    protected static final RetryRules IMPATIENT = new RetryRules(
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            0.2,
            Duration.ofSeconds(10),
            Duration.ZERO,
            1_000_000,
            Duration.ofMillis(50));

    @TempDir
    protected Path directory;

    protected ScriptReceiver receiver;
    protected RecordedRun run;

    /** A receiver that was not started. */
    protected abstract ScriptReceiver receiver() throws Exception;

    /** An emitter to the receiver, which has been started. */
    protected abstract EmitterFactory emitter() throws Exception;

    @BeforeEach
    void startReceiver() throws Exception {
        receiver = receiver().start();
        run = new RecordedRun(directory.resolve("artifacts/" + RecordedRun.IDENT));
    }

    /** The form of every request, as the receiver prints it. */
    protected void check(List<JsonNode> received) {}

    /** Also called when a test was skipped because its receiver cannot run here. */
    @AfterEach
    void stopReceiver() {
        if (receiver != null) {
            receiver.close();
            check(receiver.received());
        }
    }

    protected EmitterSpec spec() throws Exception {
        EmitterSpec spec = EmitterSpec.of("audit", "the receiver", emitter());
        return new EmitterSpec(
                spec.name(),
                spec.target(),
                spec.filter(),
                spec.batch(),
                IMPATIENT,
                spec.onError(),
                spec.spool(),
                1,
                spec.factory());
    }

    private Path state() {
        return directory.resolve("state");
    }

    private RunDelivery begin(DeliveryService service) throws Exception {
        return service.begin(state(), RecordedRun.IDENT, run.directory(), "", reason -> {});
    }

    private DeliveryService service() throws Exception {
        return DeliveryService.start(List.of(spec()), 1, (emitter, problem) -> {});
    }

    @Test
    void everythingArrivesOnceInOrderAsItWasRecorded() throws Exception {
        List<DeliveryReport> reports;
        try (DeliveryService service = service()) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 200);
            reports = delivery.finish(LONG);
        }
        await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(run.keys()));
        assertThat(reports).singleElement().returns(203L, DeliveryReport::sent).returns(0L, DeliveryReport::waiting);
        JsonNode starting = receiver.received().get(0).get("body");
        assertThat(starting)
                .hasToString("{\"status\":\"starting\",\"runner_ident\":\"run-1\","
                        + "\"command\":[\"ansible-playbook\",\"site.yml\"],\"env\":{\"A\":\"b\"},\"cwd\":\"/p\"}");
        assertThat(receiver.received().get(2).get("body"))
                .isEqualTo(new ObjectMapper().readTree(RecordedRun.event(1, "")));
        assertThat(state()).isEmptyDirectory();
    }

    @Test
    void textOfAnyKindAndSizeArrivesUnchanged() throws Exception {
        run = new RecordedRun(
                directory.resolve("artifacts/unicode"), "\u00fc \u20ac \ud83d\ude00 \\u0000 ".repeat(40_000));
        try (DeliveryService service = service()) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 3);
            delivery.finish(LONG);
        }
        await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(run.keys()));
        assertThat(receiver.received().get(3).get("body").get("stdout").asText())
                .isEqualTo("\u00fc \u20ac \ud83d\ude00 \0 ".repeat(40_000));
    }

    @Test
    void aReceiverThatGoesAwayAndComesBackMissesNothing() throws Exception {
        try (DeliveryService service = service()) {
            RunDelivery delivery = begin(service);
            run.begin(delivery);
            run.events(delivery, 50);
            await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(run.keys()));
            receiver.stop();
            run.events(delivery, 50);
            receiver.start();
            run.events(delivery, 50);
            run.status(delivery, RunStatus.SUCCESSFUL);
            delivery.finish(LONG);
        }
        assertNothingIsMissing();
    }

    @Test
    void whatAReceiverThatIsAwayAtTheEndHasMissedIsSentByTheNextProcess() throws Exception {
        try (DeliveryService service = service()) {
            RunDelivery delivery = begin(service);
            run.begin(delivery);
            run.events(delivery, 20);
            await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(run.keys()));
            receiver.stop();
            run.events(delivery, 20);
            run.status(delivery, RunStatus.FAILED);
            assertThat(delivery.finish(Duration.ofMillis(300)))
                    .singleElement()
                    .satisfies(report -> assertThat(report.waiting()).isPositive());
        }
        // The run directory may be archived or removed meanwhile.
        Files.delete(run.directory().resolve("events.jsonl"));
        receiver.start();
        try (DeliveryService service = service()) {
            for (SpooledRun spooled : new Spool(state()).open()) {
                service.resume(spooled).finish(LONG);
            }
        }
        assertNothingIsMissing();
        assertThat(new Spool(state()).size()).isZero();
    }

    @Test
    void severalAtOnceArriveAndEachIsAnswered() throws Exception {
        try (DeliveryService nobody = DeliveryService.start(List.of(), 1, (emitter, problem) -> {})) {
            run.playAll(nobody.begin(state(), info().ident(), run.directory(), "", reason -> {}), 6);
        }
        Files.writeString(run.directory().resolve("status"), "successful");
        List<List<EmitterMessage>> batches = messages().stream().map(List::of).toList();
        Emitter emitter = emitter().create();
        try {
            emitter.open(new EmitterContext("audit", warning -> {}));
            await().untilAsserted(() -> assertThat(emitter.sendAtOnce(batches))
                    .hasSameSizeAs(batches)
                    .allMatch(Outcome.Accepted.class::isInstance));
            await().untilAsserted(() -> assertThat(receiver.keys()).containsAll(run.keys()));
            receiver.stop();
            await().untilAsserted(() -> assertThat(emitter.sendAtOnce(batches))
                    .hasSameSizeAs(batches)
                    .allMatch(Outcome.RetryLater.class::isInstance));
        } finally {
            emitter.close();
        }
    }

    private SpooledRun.RunInfo info() {
        return new SpooledRun.RunInfo(RecordedRun.IDENT, run.directory(), "", List.of("audit"));
    }

    private List<EmitterMessage> messages() throws Exception {
        var messages = new ArrayList<EmitterMessage>();
        try (SpooledRun finished = SpooledRun.ofFinishedRun(directory.resolve("again"), info());
                var log = finished.log(() -> true)) {
            for (var entry = log.next(Position.START); entry != null; entry = log.next(entry.next())) {
                messages.add(entry.message());
            }
        }
        return messages;
    }

    private void assertNothingIsMissing() {
        await().untilAsserted(
                        () -> assertThat(new LinkedHashSet<>(receiver.keys())).containsAll(run.keys()));
        assertThat(new LinkedHashSet<>(receiver.keys())).containsExactlyElementsOf(run.keys());
    }
}
