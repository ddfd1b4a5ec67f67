package io.jenkins.plugins.ansibleevents.engine.emit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each timeout ends an attempt by itself, while all the others are an hour, and the events are delivered later. */
class HttpTimeoutsTest {

    /** A timeout, a receiver with which only this timeout ends an attempt, and the message to the user. */
    private enum Limit {
        CONNECT(
                Gate.Shut.TAKES_NO_CONNECTION,
                "timeouts: {connect: 200ms, read: 1h, write: 1h}, retry: {attemptTimeout: 1h, %s}",
                "cannot connect"),
        READ(
                Gate.Shut.READS_NOTHING,
                "timeouts: {connect: 1h, read: 200ms, write: 1h}, retry: {attemptTimeout: 1h, %s}",
                "did not answer in time"),
        WRITE(
                Gate.Shut.READS_NOTHING,
                "timeouts: {connect: 1h, read: 1h, write: 200ms}, retry: {attemptTimeout: 1h, %s}",
                "did not answer in time"),
        TOTAL(
                Gate.Shut.ANSWERS_WITHOUT_END,
                "timeouts: {connect: 1h, read: 1h, write: 1h}, retry: {attemptTimeout: 200ms, %s}",
                "no answer within 200 ms");

        private final Gate.Shut gate;
        private final String options;
        private final String reason;

        Limit(Gate.Shut gate, String options, String reason) {
            this.gate = gate;
            this.options = options.formatted("firstDelay: 20ms, maxDelay: 50ms, breakerFailures: 1000000");
            this.reason = reason;
        }
    }

    /** More than all buffers between the two sides hold. */
    private static final int HUGE = 8 * 1024 * 1024;

    @TempDir
    Path directory;

    private final List<String> problems = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(Limit.class)
    void attemptEndsAndTheEventsAreDeliveredLater(Limit limit) throws Exception {
        var run = new RecordedRun(directory.resolve("run"), limit == Limit.WRITE ? "x".repeat(HUGE) : "");
        try (var receiver = new FaultyReceiver(ServerSocketFactory.getDefault());
                var gate = new Gate(limit.gate, receiver.port());
                DeliveryService service = service(limit, gate.port())) {
            RunDelivery delivery =
                    service.begin(directory.resolve("state"), RecordedRun.IDENT, run.directory(), "", reason -> {});
            run.events(delivery, 2);
            await().until(() -> problems.stream().anyMatch(problem -> problem.contains(limit.reason)));
            gate.open();
            assertThat(delivery.finish(Duration.ofSeconds(30)).get(0).waiting()).isZero();
            assertThat(new LinkedHashSet<>(receiver.keys())).containsExactlyElementsOf(run.keys());
        }
    }

    private DeliveryService service(Limit limit, int port) throws Exception {
        String options = "type: http, url: 'http://127.0.0.1:%d/', %s".formatted(port, limit.options);
        var settings = SettingsFile.parse("emitters: {audit: {" + options + "}}", "test", directory);
        return DeliveryService.start(
                EmitterSettings.read(settings).emitters(), 1, (emitter, problem) -> problems.add(problem));
    }
}
