package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.ScriptReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zmq.ZError;
import zmq.util.Errno;

/**
 * The effects of linger, send timeout, high-water mark and reconnect interval, with the real libzmq at the other end.
 */
class ZeroMqOptionsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** More than all buffers between the two sides hold. */
    private static final int HUGE = 8 * 1024 * 1024;

    @TempDir
    Path directory;

    private final List<String> problems = new CopyOnWriteArrayList<>();
    private RecordedRun run;

    @BeforeEach
    void prepare() throws IOException {
        ScriptReceiver.need(ScriptReceiver.hasLibzmq(), "python3-zmq is not installed");
        run = new RecordedRun(directory.resolve("run"));
    }

    private static ScriptReceiver pull(Object where) throws IOException {
        return ScriptReceiver.python("zmq_receiver.py", "pull-bind", where.toString())
                .start();
    }

    private DeliveryService service(String options) throws Exception {
        var settings = SettingsFile.parse("emitters: {bus: {type: zeromq, " + options + "}}", "test", directory);
        return DeliveryService.start(
                EmitterSettings.read(settings).emitters(), 1, (emitter, problem) -> problems.add(problem));
    }

    private RunDelivery begin(DeliveryService service) throws IOException {
        return service.begin(directory.resolve("state"), RecordedRun.IDENT, run.directory(), "", reason -> {});
    }

    @ParameterizedTest
    @CsvSource({"50ms, nobody takes messages at ipc://", "1h, no answer within 1 s"})
    void attemptEndsAfterTheSendTimeoutOrTheTimeoutOfEveryAttempt(String sendTimeout, String problem) throws Exception {
        Path path = directory.resolve("bus.sock");
        String options = "endpoint: 'ipc://%s', sendTimeout: %s, retry: {attemptTimeout: 1s, firstDelay: 20ms}"
                .formatted(path, sendTimeout);
        try (DeliveryService service = service(options)) {
            RunDelivery delivery = begin(service);
            run.begin(delivery);
            await().until(() -> problems.stream().anyMatch(told -> told.contains(problem)));
            try (ScriptReceiver receiver = pull("ipc://" + path)) {
                run.status(delivery, RunStatus.SUCCESSFUL);
                assertThat(delivery.finish(LONG).get(0).waiting()).isZero();
                await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(run.keys()));
            }
        }
    }

    @Test
    void asManyMessagesAsTheHighWaterMarkAreSentAgainWhenAConnectionBreaks() throws Exception {
        try (ScriptReceiver receiver = pull(0);
                DeliveryService service = service("endpoint: 'tcp://127.0.0.1:" + receiver.port() + "', hwm: 5")) {
            RunDelivery delivery = begin(service);
            run.begin(delivery);
            run.events(delivery, 50);
            await().untilAsserted(() -> assertThat(receiver.keys()).isEqualTo(run.keys()));
            receiver.stop();
            receiver.start();
            run.status(delivery, RunStatus.SUCCESSFUL);
            delivery.finish(LONG);
            await().until(() -> receiver.keys().contains("run-1-successful"));
            List<String> twice = run.keys().stream()
                    .filter(key -> Collections.frequency(receiver.keys(), key) == 2)
                    .toList();
            // The last status is one of the five when it was sent before the loss was known.
            assertThat(twice).hasSizeBetween(4, 5).endsWith("uuid-47", "uuid-48", "uuid-49", "uuid-50");
        }
    }

    private static Emitter emitter(int port, String linger) throws Exception {
        String options = "{endpoint: 'tcp://127.0.0.1:%d', linger: %s, sendTimeout: 10s}".formatted(port, linger);
        Emitter emitter = new ZeroMqEmitterType()
                .configure(SettingsFile.parse(options, "test", Path.of("/")))
                .create();
        emitter.open(new EmitterContext("bus", warning -> {}));
        return emitter;
    }

    private static EmitterMessage status(String name, int size) {
        String json = "{\"runner_ident\":\"r\",\"status\":\"" + name + "\",\"x\":\"" + "x".repeat(size) + "\"}";
        return new EmitterMessage(
                EmitterMessage.Kind.STATUS, "r", 1, name, name, null, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends again after a failure, as the pump does: the emitter may have to connect again. */
    private static void send(Emitter emitter, EmitterMessage message) {
        await().pollInSameThread().until(() -> emitter.send(List.of(message)).equals(Outcome.accepted()));
    }

    /** Sends a peer that has stopped reading more than all buffers hold. */
    private static Emitter stuck(ScriptReceiver receiver, String linger) throws Exception {
        Emitter emitter = emitter(receiver.port(), linger);
        send(emitter, status("first", 0));
        await().until(() -> receiver.keys().contains("r-first"));
        receiver.pause();
        send(emitter, status("huge", HUGE));
        return emitter;
    }

    @Test
    void closingDoesNotWaitLongerThanLingerForAPeerThatDoesNotRead() throws Exception {
        try (ScriptReceiver receiver = pull(0)) {
            stuck(receiver, "1ms").close();
            receiver.proceed();
            // The arrival of a later message proves that no earlier one is on its way.
            Emitter next = emitter(receiver.port(), "1s");
            send(next, status("next", 0));
            await().until(() -> receiver.keys().contains("r-next"));
            next.close();
            assertThat(receiver.keys()).containsExactly("r-first", "r-next");
        }
    }

    @Test
    void closingBringsOutWhatIsOnItsWayWhileItLingers() throws Exception {
        try (ScriptReceiver receiver = pull(0)) {
            Emitter emitter = stuck(receiver, "1h");
            CompletableFuture<Void> closed = CompletableFuture.runAsync(emitter::close);
            receiver.proceed();
            await().until(() -> receiver.keys().contains("r-huge"));
            closed.join();
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp://127.0.0.1:*", "ipc://%s/bus.sock"})
    void closingSucceedsAfterAnAttemptWasBrokenOff(String endpoint) throws Exception {
        String options = "{endpoint: '%s', bind: true}".formatted(endpoint.formatted(directory));
        Emitter emitter = new ZeroMqEmitterType()
                .configure(SettingsFile.parse(options, "test", directory))
                .create();
        emitter.open(new EmitterContext("bus", warning -> {}));
        // The error that the library sets for an interrupted thread and never clears.
        new Errno().set(ZError.EINTR);
        assertThatCode(emitter::close).doesNotThrowAnyException();
        assertThat(directory.resolve("bus.sock")).doesNotExist();
    }

    @Test
    void peerIsConnectedToAnewAfterTheReconnectInterval() throws Exception {
        try (HalfAPeer soon = HalfAPeer.silent();
                HalfAPeer late = HalfAPeer.silent();
                DeliveryService services = service("endpoint: '%s', linger: 1ms, reconnect: 20ms}, late: {type: zeromq,"
                                .formatted(soon.endpoint())
                        + " endpoint: '%s', linger: 1ms, reconnect: 1h, reconnectMax: 1h".formatted(late.endpoint()))) {
            RunDelivery delivery = begin(services);
            run.begin(delivery);
            await().until(() -> soon.connections() > 2 && late.connections() > 0);
            assertThat(late.connections()).isEqualTo(1);
            delivery.finish(Duration.ZERO);
        }
    }

    @Test
    void socketThatWeBindIsThereBeforeTheFirstMessage() throws Exception {
        Path path = directory.resolve("bound.sock");

        DeliveryService service = service("endpoint: 'ipc://" + path + "', bind: true");
        try {
            await().untilAsserted(() -> assertThat(path).exists());
        } finally {
            service.close();
        }
        assertThat(path).doesNotExist();
    }
}
