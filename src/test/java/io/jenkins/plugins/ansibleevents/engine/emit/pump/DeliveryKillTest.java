package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.http.FaultyReceiver;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpEmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.net.ServerSocketFactory;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at a random moment of a process that records and sends; then {@code deliver}. */
class DeliveryKillTest {

    private static final int ROUNDS = Integer.getInteger("killRounds", 6);
    private static final int EVENTS = 3_000;

    private static final RandomGenerator RANDOM =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20260731);

    @TempDir
    Path directory;

    @Test
    void everythingRecordedArrivesAndOnlyTheMessageInFlightTwice() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (var receiver = new FaultyReceiver(ServerSocketFactory.getDefault())) {
                Path home = Files.createDirectory(directory.resolve("round-" + round));
                runUntilKilled(home, receiver, 1);
                deliver(home, receiver.port(), 1);
                assertDelivered(home, receiver);
            }
        }
    }

    @Test
    void withSeveralInFlightOnlyThoseNearTheCursorArriveTwiceAndEachHostKeepsItsOrder() throws Exception {
        int inFlight = 6;
        for (int round = 0; round < ROUNDS; round++) {
            try (var receiver = new FaultyReceiver(ServerSocketFactory.getDefault())) {
                receiver.slow(Duration.ofMillis(4));
                Path home = Files.createDirectory(directory.resolve("round-" + round));
                runUntilKilled(home, receiver, inFlight);
                receiver.slow(Duration.ZERO);
                deliver(home, receiver.port(), inFlight);
                assertEachHostIsDelivered(home, receiver, inFlight);
            }
        }
    }

    private static void assertEachHostIsDelivered(Path home, FaultyReceiver receiver, int inFlight) throws Exception {
        List<String> recorded = recorded(home);
        List<String> firstTimes = receiver.keys().stream()
                .filter(key -> key.startsWith("uuid-"))
                .distinct()
                .toList();
        assertThat(firstTimes).containsExactlyInAnyOrderElementsOf(recorded);
        assertThat(RecordedRun.byHost(firstTimes)).isEqualTo(RecordedRun.byHost(recorded));
        assertThat(receiver.keys().size() - new HashSet<>(receiver.keys()).size())
                .as("messages that came twice")
                .isLessThan(4 * inFlight);
        assertThat(new Spool(home.resolve("state")).size()).isZero();
    }

    private static void assertDelivered(Path home, FaultyReceiver receiver) throws Exception {
        List<String> recorded = recorded(home);
        List<String> events =
                receiver.keys().stream().filter(key -> key.startsWith("uuid-")).toList();
        assertThat(new HashSet<>(events)).containsAll(recorded);
        assertThat(receiver.keys().size() - new HashSet<>(receiver.keys()).size())
                .as("messages that came twice")
                .isLessThanOrEqualTo(1);
        var firstTimes = new ArrayList<>(events.stream().distinct().toList());
        assertThat(firstTimes).isEqualTo(recorded);
        assertThat(new Spool(home.resolve("state")).size()).isZero();
    }

    private static List<String> recorded(Path home) throws Exception {
        Path file = home.resolve("run/events.jsonl");
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        var uuids = new ArrayList<String>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
            if (!line.isEmpty()) {
                uuids.add(new ObjectMapper().readTree(line).get("uuid").asText());
            }
        }
        return uuids;
    }

    /** Kills it 0 to 500 ms after the receiver has got its first message. */
    private static void runUntilKilled(Path home, FaultyReceiver receiver, int inFlight) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Player.class.getName(),
                        home.toString(),
                        String.valueOf(receiver.port()),
                        String.valueOf(inFlight))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !receiver.keys().isEmpty());
            // This waits for no event: the random moment is the test.
            process.waitFor(RANDOM.nextInt(500), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private static void deliver(Path home, int port, int inFlight) throws Exception {
        try (DeliveryService service = service(port, inFlight)) {
            for (SpooledRun spooled : new Spool(home.resolve("state")).open()) {
                service.resume(spooled).finish(Duration.ofSeconds(60));
            }
        }
    }

    private static DeliveryService service(int port, int inFlight) {
        var settings = HttpSettings.to(HttpUrl.get("http://localhost:" + port + "/"));
        var spec = EmitterSpec.of("audit", settings.target(), HttpEmitterType.factory(settings, false))
                .withInFlight(inFlight);
        return DeliveryService.start(List.of(spec), 1, (emitter, problem) -> {});
    }

    /** The process that is killed: a run that is faster than its receiver. */
    static final class Player {
        private Player() {}

        public static void main(String[] args) throws Exception {
            Path home = Path.of(args[0]);
            DeliveryService service = service(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            var run = new RecordedRun(home.resolve("run"));
            RunDelivery delivery =
                    service.begin(home.resolve("state"), RecordedRun.IDENT, run.directory(), "", reason -> {});
            run.begin(delivery);
            for (int i = 0; i < EVENTS; i += 10) {
                run.events(delivery, 10);
                TimeUnit.MILLISECONDS.sleep(1);
            }
            run.status(delivery, RunStatus.SUCCESSFUL);
            delivery.finish(Duration.ofSeconds(60));
            System.exit(0);
        }
    }
}
