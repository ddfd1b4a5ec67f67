package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.emit.BatchRules;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Cursor;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Position;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Several batches in flight, answered at random: no event is lost, and the events of each host keep their order. */
class WindowPropertyTest {

    private static final String IDENT = "run-1";

    @Property(tries = 150)
    void everyHostKeepsItsOrderAndTheCursorLeavesNoGap(
            @ForAll @Size(max = 120) List<@IntRange(max = 6) Integer> hosts,
            @ForAll @IntRange(min = 1, max = 9) int inFlight,
            @ForAll @IntRange(min = 1, max = 5) int batch,
            @ForAll long seed)
            throws IOException {
        Path home = Files.createTempDirectory("window");
        try (SpooledRun run = run(home, hosts);
                var log = run.log(() -> true);
                Cursor cursor = run.cursor("audit")) {
            var window = new Window(spec(inFlight, batch), log, cursor);
            window.restart(Position.START);
            var receiver = new Receiver(window, new Random(seed));
            for (List<Batch> batches = window.next(true, inFlight);
                    !window.exhausted();
                    batches = window.next(true, inFlight)) {
                receiver.answer(batches);
            }
            receiver.hasEverything(hosts);
        } finally {
            delete(home);
        }
    }

    /** Accepts batches, fails them for now or splits them, and checks their content. */
    private static final class Receiver {

        private final Window window;
        private final Random random;
        private final List<String> keys = new ArrayList<>();
        private final Map<String, List<Long>> ofHost = new HashMap<>();

        Receiver(Window window, Random random) {
            this.window = window;
            this.random = random;
        }

        void answer(List<Batch> batches) {
            assertThat(batches).isNotEmpty();
            assertNoHostIsInTwo(batches);
            for (Batch batch : batches) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        // It is tried again.
                    }
                    case 1 -> split(batch);
                    default -> take(batch);
                }
            }
            long behind = window.settled().counter() + window.settled().statuses();
            assertThat(behind + window.ahead()).as("nothing is passed over").isEqualTo(keys.size());
        }

        private void split(Batch batch) {
            if (batch.size() > 1) {
                window.split(batch);
            }
        }

        private void take(Batch batch) {
            for (EmitterMessage message : batch.messages()) {
                if (message.kind() == EmitterMessage.Kind.STATUS) {
                    assertThat(message.sequence() == 1 || keys.contains(IDENT + "-running"))
                            .isTrue();
                }
                keys.add(message.key());
                String host = message.host() == null ? "" : message.host();
                ofHost.computeIfAbsent(host, any -> new ArrayList<>()).add(order(message));
            }
            window.settle(batch);
        }

        private static long order(EmitterMessage message) {
            return message.kind() == EmitterMessage.Kind.EVENT
                    ? message.sequence()
                    : message.sequence() == 1 ? 0 : 1_000;
        }

        private static void assertNoHostIsInTwo(List<Batch> batches) {
            Set<String> seen = new HashSet<>();
            for (Batch batch : batches) {
                var own = new HashSet<String>();
                batch.messages().forEach(message -> own.add(String.valueOf(message.host())));
                assertThat(seen).doesNotContainAnyElementsOf(own);
                seen.addAll(own);
            }
        }

        void hasEverything(List<Integer> hosts) {
            assertThat(keys).hasSize(hosts.size() + 2).doesNotHaveDuplicates();
            assertThat(keys.get(0)).isEqualTo(IDENT + "-running");
            assertThat(keys.get(keys.size() - 1)).isEqualTo(IDENT + "-successful");
            assertThat(ofHost.values()).allSatisfy(order -> assertThat(order).isSorted());
        }
    }

    /** Host 0 stands for events of no host. */
    private static SpooledRun run(Path home, List<Integer> hosts) throws IOException {
        Path directory = Files.createDirectory(home.resolve("run"));
        var text = new StringBuilder();
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i) == 0 ? "" : "\"host\":\"web" + hosts.get(i) + "\"";
            text.append("{\"uuid\":\"uuid-%d\",\"counter\":%d,\"event\":\"runner_on_ok\",\"event_data\":{%s}}%n"
                    .formatted(i + 1, i + 1, host));
        }
        Files.writeString(directory.resolve("events.jsonl"), text, StandardCharsets.UTF_8);
        var info = new SpooledRun.RunInfo(IDENT, directory, "", List.of("audit"));
        SpooledRun run = SpooledRun.create(home.resolve("state"), info);
        run.status(0, StatusEvent.of(RunStatus.RUNNING, IDENT));
        run.status(Long.MAX_VALUE, StatusEvent.of(RunStatus.SUCCESSFUL, IDENT));
        return run;
    }

    private static EmitterSpec spec(int inFlight, int batch) {
        var rules = batch == 1 ? BatchRules.OFF : new BatchRules(batch, 1 << 20, Duration.ofSeconds(10));
        EmitterSpec plain = EmitterSpec.of("audit", "test", () -> {
            throw new IllegalStateException("nothing is sent here");
        });
        return new EmitterSpec(
                plain.name(),
                plain.target(),
                plain.filter(),
                rules,
                plain.retry(),
                plain.onError(),
                plain.spool(),
                inFlight,
                plain.factory());
    }

    private static void delete(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
