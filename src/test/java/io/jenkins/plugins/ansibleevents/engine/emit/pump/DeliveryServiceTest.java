package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.emit.BatchRules;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec.OnError;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec.SpoolRules;
import io.jenkins.plugins.ansibleevents.engine.emit.MessageFilter;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.emit.RetryRules;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.EmitterDeadLetter;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RecordedRun;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pump's reactions to an emitter's answers. */
class DeliveryServiceTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final RetryRules IMPATIENT = new RetryRules(
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            0,
            Duration.ofMillis(300),
            Duration.ZERO,
            1_000_000,
            Duration.ofMillis(50));

    @TempDir
    Path directory;

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> stopped = new CopyOnWriteArrayList<>();
    private final List<String> closings = new CopyOnWriteArrayList<>();
    private RecordedRun run;
    private BatchRules batch = BatchRules.OFF;
    private RetryRules retry = IMPATIENT;
    private OnError onError = OnError.WARN;
    private SpoolRules spool = SpoolRules.KEEP_ALL;
    private MessageFilter filter = MessageFilter.ALL;

    @BeforeEach
    void prepare() throws IOException {
        run = new RecordedRun(directory.resolve("run"));
    }

    /** The receiver's answer to a batch. */
    private interface Answer {
        Outcome to(List<EmitterMessage> batch) throws IOException, InterruptedException;
    }

    private EmitterSpec spec(Answer answer) {
        return spec("audit", answer);
    }

    private EmitterSpec spec(String name, Answer answer) {
        return new EmitterSpec(name, "test", filter, batch, retry, onError, spool, 1, () -> new Emitter() {
            @Override
            public void open(EmitterContext context) {}

            @Override
            public Outcome send(List<EmitterMessage> messages) throws IOException, InterruptedException {
                Outcome outcome = answer.to(messages);
                if (outcome instanceof Outcome.Accepted) {
                    batches.add(messages.stream().map(EmitterMessage::key).toList());
                }
                return outcome;
            }

            @Override
            public void close() {
                closings.add(name);
            }
        });
    }

    private DeliveryReport play(Answer answer, int events) throws Exception {
        try (DeliveryService service = service(answer)) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, events);
            return delivery.finish(LONG).get(0);
        }
    }

    private DeliveryService service(Answer answer) {
        return DeliveryService.start(List.of(spec(answer)), 1, (emitter, problem) -> problems.add(problem));
    }

    private RunDelivery begin(DeliveryService service) throws IOException {
        return service.begin(directory.resolve("state"), RecordedRun.IDENT, run.directory(), "", stopped::add);
    }

    private List<String> sent() {
        return batches.stream().flatMap(List::stream).toList();
    }

    private static Answer always(Function<List<EmitterMessage>, Outcome> answer) {
        return answer::apply;
    }

    @Test
    void metersTellWhatGoesOnAndKeepWhatWas() throws Exception {
        retry = new RetryRules(
                Duration.ofMillis(5),
                Duration.ofMillis(5),
                0,
                Duration.ofSeconds(5),
                Duration.ZERO,
                2,
                Duration.ofMinutes(5));
        var meters = new EmitterMeters();
        try (DeliveryService service =
                service(always(messages -> batches.size() < 4 ? Outcome.accepted() : Outcome.retryLater("down")))) {
            RunDelivery delivery = begin(service);
            meters.begun(delivery);
            run.playAll(delivery, 10);
            await().until(() -> meters.readings().get("audit").breakers().get("open") == 1);

            EmitterMeters.Reading during = meters.readings().get("audit");
            assertThat(during.sent()).isEqualTo(4);
            assertThat(during.waiting()).isEqualTo(9);
            assertThat(during.retried()).isEqualTo(2);
            delivery.finish(Duration.ZERO);
            meters.ended(delivery);
        }

        EmitterMeters.Reading after = meters.readings().get("audit");
        assertThat(after.sent()).isEqualTo(4);
        assertThat(after.kept()).isEqualTo(9);
        assertThat(after.waiting()).isZero();
        assertThat(after.breakers())
                .containsOnlyKeys("closed", "open", "half_open")
                .containsEntry("open", 0L);
    }

    @Test
    void batchesHoldManyMessagesInOrder() throws Exception {
        batch = new BatchRules(40, 1 << 20, Duration.ofSeconds(10));
        DeliveryReport report = play(always(messages -> Outcome.accepted()), 100);
        assertThat(sent()).isEqualTo(run.keys());
        assertThat(batches).hasSize(3).allSatisfy(messages -> assertThat(messages.size())
                .isLessThanOrEqualTo(40));
        assertThat(report.sent()).isEqualTo(103);
    }

    @Test
    void ofARefusedBatchOnlyTheGuiltyMessageBecomesADeadLetter() throws Exception {
        batch = new BatchRules(20, 1 << 20, Duration.ofSeconds(10));
        DeliveryReport report = play(
                always(messages -> messages.stream().anyMatch(m -> m.key().equals("uuid-7"))
                        ? Outcome.refused("field missing")
                        : Outcome.accepted()),
                30);
        var expected = new ArrayList<>(run.keys());
        expected.remove("uuid-7");
        assertThat(sent()).isEqualTo(expected);
        assertThat(report.refused()).isEqualTo(1);
        assertThat(new Spool(directory.resolve("state"))
                        .backlog(any -> List.of())
                        .get(0)
                        .dead())
                .singleElement()
                .returns("event 7 runner_on_ok", EmitterDeadLetter::what)
                .returns("field missing", EmitterDeadLetter::reason);
    }

    @Test
    void onErrorFailStopsTheRunAtTheFirstFailure() throws Exception {
        onError = OnError.FAIL;
        var failed = new java.util.concurrent.atomic.AtomicBoolean();
        play(always(messages -> failed.getAndSet(true) ? Outcome.accepted() : Outcome.retryLater("no room")), 3);
        assertThat(stopped).containsExactly("emitter audit: no room");
    }

    @Test
    void onErrorWarnOnlyTellsOnce() throws Exception {
        var failures = new java.util.concurrent.atomic.AtomicInteger();
        DeliveryReport report = play(
                always(messages -> failures.incrementAndGet() < 4 ? Outcome.retryLater("no room") : Outcome.accepted()),
                3);
        assertThat(stopped).isEmpty();
        assertThat(problems).containsExactly("no room");
        assertThat(report.retried()).isEqualTo(3);
        assertThat(sent()).isEqualTo(run.keys());
    }

    @Test
    void anEmitterThatHangsIsInterruptedAndTheMessageIsTriedAgain() throws Exception {
        var first = new java.util.concurrent.atomic.AtomicBoolean(true);
        play(
                messages -> {
                    if (first.getAndSet(false)) {
                        new java.util.concurrent.CountDownLatch(1).await();
                    }
                    return Outcome.accepted();
                },
                5);
        assertThat(sent()).isEqualTo(run.keys());
        assertThat(problems).singleElement().asString().contains("no answer within");
    }

    @Test
    void anEmitterThatThrowsWhatItShouldNotIsMadeAnew() throws Exception {
        var failures = new java.util.concurrent.atomic.AtomicInteger();
        play(
                always(messages -> {
                    if (failures.incrementAndGet() < 3) {
                        throw new IllegalStateException("bug");
                    }
                    return Outcome.accepted();
                }),
                5);
        assertThat(sent()).isEqualTo(run.keys());
        assertThat(problems).singleElement().asString().contains("the emitter failed");
    }

    @Test
    void aMessageThatIsNeverTakenIsGivenUpInTheEnd() throws Exception {
        retry = new RetryRules(
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                0,
                Duration.ofSeconds(1),
                Duration.ofMillis(30),
                1_000_000,
                Duration.ofMillis(1));
        DeliveryReport report = play(
                always(messages ->
                        messages.get(0).key().equals("uuid-2") ? Outcome.retryLater("poisoned") : Outcome.accepted()),
                4);
        assertThat(report).returns(1L, DeliveryReport::refused).returns(6L, DeliveryReport::sent);
        assertThat(new Spool(directory.resolve("state"))
                        .backlog(any -> List.of())
                        .get(0)
                        .dead()
                        .get(0)
                        .reason())
                .contains("given up after")
                .contains("poisoned");
    }

    @Test
    void whatTheFilterLeavesOutIsNeitherSentNorWaiting() throws Exception {
        filter = new MessageFilter(List.of("runner_on_failed"), List.of(), List.of("none"), List.of());
        DeliveryReport report = play(always(messages -> Outcome.accepted()), 20);
        assertThat(sent()).containsExactly("uuid-5", "uuid-10", "uuid-15", "uuid-20");
        assertThat(report.waiting()).isZero();
    }

    @Test
    void ofWhatWaitsOnlyThatCountsWhichTheFilterPasses() throws Exception {
        filter = new MessageFilter(List.of("runner_on_failed"), List.of(), List.of("none"), List.of());
        var attempted = new CountDownLatch(1);
        DeliveryReport report;
        try (DeliveryService service = service(messages -> hang(attempted, new CountDownLatch(1)))) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 20);
            attempted.await();
            report = delivery.finish(Duration.ZERO).get(0);
        }
        assertThat(report).returns(0L, DeliveryReport::sent).returns(4L, DeliveryReport::waiting);
    }

    @Test
    void theOldestAreDroppedAndCountedWhenThePolicySaysSo() throws Exception {
        spool = new SpoolRules(Duration.ZERO, 1_000);
        var nobody = new SpooledRun.RunInfo("x", run.directory(), "", List.of());
        run.events(new RunDelivery(SpooledRun.create(directory.resolve("other"), nobody), false), 50);
        DeliveryReport report;
        try (DeliveryService service = service(always(messages -> Outcome.accepted()))) {
            RunDelivery delivery = begin(service);
            delivery.recorded(50);
            run.status(delivery, RunStatus.SUCCESSFUL);
            report = delivery.finish(LONG).get(0);
        }
        assertThat(report.dropped()).isPositive();
        assertThat(sent()).endsWith("uuid-50", "run-1-successful").doesNotContain("uuid-1");
    }

    @Test
    void severalRunsShareAnEmitterWithoutMixingTheirOrder() throws Exception {
        var other = new RecordedRun(directory.resolve("run-2"));
        try (DeliveryService service = service(always(messages -> Outcome.accepted()))) {
            RunDelivery one = begin(service);
            RunDelivery two = service.begin(directory.resolve("state"), "two", other.directory(), "", stopped::add);
            run.playAll(one, 100);
            other.playAll(two, 100);
            assertThat(one.finish(LONG).get(0).sent()).isEqualTo(103);
            assertThat(two.finish(LONG).get(0).sent()).isEqualTo(103);
        }
    }

    @Test
    void fiftyRunsAtOnceHaveNoMoreThreadsThanOneAndAHungReceiverHoldsUpNoOther() throws Exception {
        retry = RetryRules.DEFAULT;
        var release = new CountDownLatch(1);
        List<EmitterSpec> specs = List.of(
                spec("audit", always(messages -> Outcome.accepted())),
                spec("bus", always(messages -> Outcome.accepted())),
                spec("hung", messages -> {
                    release.await();
                    return Outcome.retryLater("never");
                }));
        try (DeliveryService service = DeliveryService.start(specs, 2, (emitter, problem) -> problems.add(problem))) {
            var deliveries = new ArrayList<RunDelivery>();
            for (int i = 0; i < 50; i++) {
                var one = new RecordedRun(directory.resolve("run-" + i));
                RunDelivery delivery =
                        service.begin(directory.resolve("state"), "run-" + i, one.directory(), "", stopped::add);
                one.playAll(delivery, 20);
                deliveries.add(delivery);
                assertThat(lanes()).as("threads with %d runs", i + 1).hasSize(6);
            }
            await().atMost(LONG).until(() -> sent().size() == 2 * 50 * 23);
            for (RunDelivery delivery : deliveries) {
                assertThat(delivery.finish(Duration.ZERO))
                        .filteredOn(report -> !report.emitter().equals("hung"))
                        .allMatch(DeliveryReport::complete);
            }
            release.countDown();
        }
    }

    private static List<String> lanes() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("ansible-events emitter (audit|bus|hung)-\\d"))
                .toList();
    }

    @Test
    void theEndBreaksOffAnAttemptInsteadOfWaitingForItsAnswer() throws Exception {
        retry = RetryRules.DEFAULT;
        var attempted = new CountDownLatch(1);
        var brokenOff = new CountDownLatch(1);
        DeliveryReport report;
        try (DeliveryService service = service(messages -> hang(attempted, brokenOff))) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 20);
            attempted.await();
            report = delivery.finish(Duration.ZERO).get(0);
            assertThat(brokenOff.getCount()).isZero();
        }
        assertThat(report).returns(0L, DeliveryReport::sent).returns(23L, DeliveryReport::waiting);
        assertThat(closings).containsExactly("audit");
    }

    /** A receiver that answers only when nobody waits any more. */
    private static Outcome hang(CountDownLatch attempted, CountDownLatch brokenOff) throws InterruptedException {
        attempted.countDown();
        try {
            new CountDownLatch(1).await();
            return Outcome.accepted();
        } finally {
            brokenOff.countDown();
        }
    }

    @Test
    void allEmittersAreBrokenOffBeforeAnyOfThemIsWaitedFor() throws Exception {
        retry = RetryRules.DEFAULT;
        var attempted = new CountDownLatch(2);
        var brokenOff = new CountDownLatch(1);
        // The first one ignores the interrupt; it answers when the second one has been broken off.
        EmitterSpec deaf = spec("deaf", messages -> {
            attempted.countDown();
            while (brokenOff.getCount() > 0) {
                Thread.onSpinWait();
            }
            return Outcome.accepted();
        });
        EmitterSpec hanging = spec("hanging", messages -> hang(attempted, brokenOff));
        try (DeliveryService service =
                DeliveryService.start(List.of(deaf, hanging), 1, (emitter, problem) -> problems.add(problem))) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 5);
            attempted.await();
            assertThat(delivery.finish(Duration.ZERO))
                    .extracting(DeliveryReport::sent)
                    .containsExactly(1L, 0L);
        }
    }

    @Test
    void aFinishedRunIsSentAgainFromItsArtifacts() throws Exception {
        play(always(messages -> Outcome.accepted()), 10);
        batches.clear();
        Files.writeString(run.directory().resolve("command"), "{\"command\":[\"ansible-playbook\"],\"cwd\":\"/p\"}");
        Files.writeString(run.directory().resolve("status"), "successful");
        try (DeliveryService service = service(always(messages -> Outcome.accepted()))) {
            service.resend(directory.resolve("state"), RecordedRun.IDENT, run.directory(), "")
                    .finish(LONG);
        }
        assertThat(sent()).isEqualTo(run.keys());
    }

    @Test
    void theExampleOfTheDocumentationWorks() throws Exception {
        EmitterSettings settings = EmitterSettings.read(
                SettingsFile.parse("emitters: {copy: {type: file, file: copy.jsonl}}", "emitters.yml", directory));
        try (DeliveryService service = DeliveryService.start(settings.emitters(), 1, (e, p) -> problems.add(p))) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 3);
            delivery.finish(LONG);
        }
        assertThat(Files.readAllLines(directory.resolve("copy.jsonl"))).hasSize(6);
    }

    @Test
    void whatBelongsToAnEmitterThatIsGoneStays() throws Exception {
        try (DeliveryService service = service(always(messages -> Outcome.retryLater("away")))) {
            RunDelivery delivery = begin(service);
            run.playAll(delivery, 5);
            delivery.finish(Duration.ofMillis(20));
        }
        var others = EmitterSpec.of(
                "other", "test", spec(messages -> Outcome.accepted()).factory());
        try (DeliveryService service = DeliveryService.start(List.of(others), 1, (e, p) -> problems.add(p))) {
            for (SpooledRun spooled : new Spool(directory.resolve("state")).open()) {
                assertThat(service.resume(spooled).finish(LONG)).isEmpty();
            }
        }
        assertThat(new Spool(directory.resolve("state")).backlog(any -> List.of()))
                .singleElement()
                .returns(8L, Spool.Backlog::waiting);
        await().until(() -> new Spool(directory.resolve("state")).size() == 1);
    }
}
