package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.emit.BatchRules;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec.OnError;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec.SpoolRules;
import io.jenkins.plugins.ansibleevents.engine.emit.MessageFilter;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.emit.RetryRules;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Emitters whose receiver confirms nothing: messages that may have been lost are sent again. */
class UnconfirmedDeliveryTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private RecordedRun run;
    private MessageFilter filter = MessageFilter.ALL;

    @BeforeEach
    void prepare() throws Exception {
        run = new RecordedRun(directory.resolve("run"));
    }

    /** A specification whose emitter answers the first call of {@code settle}, the second, and so on. */
    private EmitterSpec spec(IntFunction<Outcome> settling) {
        return new EmitterSpec(
                "bus",
                "test",
                filter,
                BatchRules.OFF,
                RetryRules.DEFAULT,
                OnError.WARN,
                SpoolRules.KEEP_ALL,
                1,
                () -> new Emitter() {
                    private int looks;

                    @Override
                    public void open(EmitterContext context) {}

                    @Override
                    public Outcome send(List<EmitterMessage> batch) {
                        batch.forEach(message -> sent.add(message.key()));
                        return Outcome.accepted();
                    }

                    @Override
                    public Outcome settle() {
                        return settling.apply(looks++);
                    }

                    @Override
                    public int unconfirmed() {
                        return 100;
                    }

                    @Override
                    public void close() {}
                });
    }

    private DeliveryReport play(IntFunction<Outcome> settling, int events, Duration wait) throws Exception {
        try (DeliveryService service = DeliveryService.start(List.of(spec(settling)), 1, (name, problem) -> {})) {
            RunDelivery delivery =
                    service.begin(directory.resolve("state"), RecordedRun.IDENT, run.directory(), "", reason -> {});
            run.playAll(delivery, events);
            return delivery.finish(wait).get(0);
        }
    }

    private static Outcome lostOnce(int look, int messages) {
        return look == 0 ? Outcome.connectionLost("the connection was lost", messages) : Outcome.accepted();
    }

    @Test
    void whatWasLostAtTheVeryEndIsSentAgain() throws Exception {
        DeliveryReport report = play(look -> lostOnce(look, 3), 10, LONG);

        assertThat(sent).startsWith(run.keys().toArray(String[]::new));
        assertThat(sent.subList(13, sent.size())).containsExactly("uuid-9", "uuid-10", "run-1-successful");
        assertThat(report).returns(13L, DeliveryReport::sent).returns(0L, DeliveryReport::waiting);
        assertThat(directory.resolve("state")).isEmptyDirectory();
    }

    @Test
    void onlyMessagesThatWereSentCountOnTheWayBack() throws Exception {
        filter = new MessageFilter(List.of("runner_on_failed"), List.of(), List.of("none"), List.of());

        play(look -> lostOnce(look, 2), 50, LONG);

        assertThat(sent.subList(10, sent.size())).containsExactly("uuid-45", "uuid-50");
    }

    @Test
    void whatIsNotConfirmedByTheEndWaitsForTheNextProcess() throws Exception {
        DeliveryReport report = play(
                look -> new Outcome.RetryLater("does not read", Optional.of(Duration.ofMillis(1)), look == 0 ? 2 : 0),
                10,
                Duration.ofMillis(500));

        assertThat(report.complete()).isFalse();
        assertThat(new Spool(directory.resolve("state")).size()).isEqualTo(1);
        sent.clear();
        try (DeliveryService service =
                DeliveryService.start(List.of(spec(look -> Outcome.accepted())), 1, (name, problem) -> {})) {
            for (SpooledRun spooled : new Spool(directory.resolve("state")).open()) {
                service.resume(spooled).finish(LONG);
            }
        }
        assertThat(sent).isEqualTo(run.keys());
        assertThat(directory.resolve("state")).isEmptyDirectory();
    }
}
