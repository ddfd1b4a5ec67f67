package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that earlier runs have left are sent beside a new run. */
class LeftoversTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private RecordedRun run;

    @BeforeEach
    void leaveSomething() throws Exception {
        run = new RecordedRun(directory.resolve("run"));
        leave(run, "home");
    }

    private Path state() {
        return directory.resolve("state");
    }

    private void leave(RecordedRun left, String settings) throws Exception {
        try (DeliveryService service = service(() -> Outcome.retryLater("away"))) {
            RunDelivery delivery = service.begin(state(), RecordedRun.IDENT, left.directory(), settings, reason -> {});
            left.playAll(delivery, 10);
            assertThat(delivery.finish(Duration.ZERO).get(0).waiting()).isEqualTo(13);
        }
    }

    private DeliveryService service(Supplier<Outcome> answer) {
        return DeliveryService.start(List.of(spec(answer)), 1, (name, problem) -> {});
    }

    private EmitterSpec spec(Supplier<Outcome> answer) {
        return EmitterSpec.of("audit", "test", () -> new Emitter() {
            @Override
            public void open(EmitterContext context) {}

            @Override
            public Outcome send(List<EmitterMessage> batch) {
                Outcome outcome = answer.get();
                if (outcome instanceof Outcome.Accepted) {
                    batch.forEach(message -> sent.add(message.key()));
                }
                return outcome;
            }

            @Override
            public void close() {}
        });
    }

    private Leftovers start(Supplier<Outcome> answer) throws Exception {
        return Leftovers.start(state(), "home", List.of(spec(answer))).orElseThrow();
    }

    @Test
    void earlierRunIsDeliveredInItsOrderAndLeavesTheSpool() throws Exception {
        Leftovers leftovers = start(Outcome::accepted);

        Leftovers.Result result = leftovers.awaitEnd(LONG);

        assertThat(sent).isEqualTo(run.keys());
        assertThat(result.line()).isEqualTo("earlier runs: 1 delivered, 0 still waiting (13 messages sent)");
        assertThat(state()).isEmptyDirectory();
        assertThat(Leftovers.start(state(), "home", List.of(spec(Outcome::accepted))))
                .isEmpty();
    }

    @Test
    void whatTheReceiverDoesNotTakeIsKeptWhenTheNewRunEnds() throws Exception {
        Leftovers leftovers = start(() -> sent.size() < 3 ? Outcome.accepted() : Outcome.retryLater("away"));
        await().until(() -> sent.size() == 3);

        leftovers.stop();

        assertThat(leftovers.awaitEnd(LONG)).isEqualTo(new Leftovers.Result(0, 3, 1));
        assertThat(new Spool(state()).backlog(any -> List.of())).singleElement().returns(10L, Spool.Backlog::waiting);
    }

    @Test
    void runsOfOtherSettingsAndRunsAtWorkAreLeftAlone() throws Exception {
        leave(new RecordedRun(directory.resolve("others")), "elsewhere");
        var current = new RecordedRun(directory.resolve("current"));
        try (DeliveryService service = service(() -> Outcome.retryLater("away"))) {
            RunDelivery delivery = service.begin(state(), RecordedRun.IDENT, current.directory(), "home", reason -> {});
            current.begin(delivery);

            assertThat(start(Outcome::accepted).awaitEnd(LONG).delivered()).isEqualTo(1);

            assertThat(sent).isEqualTo(run.keys());
            assertThat(new Spool(state()).size()).isEqualTo(2);
            assertThat(new Spool(state()).backlog(any -> List.of()))
                    .singleElement()
                    .returns("elsewhere", entry -> entry.run().settings());
            delivery.finish(Duration.ZERO);
        }
    }
}
