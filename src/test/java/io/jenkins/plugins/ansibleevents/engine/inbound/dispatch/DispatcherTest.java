package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.inbound.FaultyQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.ReceivedCheck;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.RuleSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.schema.MessageSchema;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {

    private static final DispatcherOptions OPTIONS = new DispatcherOptions(10, 100, Duration.ofSeconds(60));

    @TempDir
    Path dir;

    private final FaultyQueue queue = new FaultyQueue();
    private final RecordingStarter starter = new RecordingStarter();
    private Store store;
    private MessageJournal journal;
    private Dispatcher dispatcher;

    private record Start(Action action, RunWatcher watcher) {}

    /** Remembers the requested runs; a test says how they end. */
    private static final class RecordingStarter implements RunStarter {

        final List<Start> starts = new CopyOnWriteArrayList<>();
        volatile boolean paused;
        /** When set, the next start ends with it. */
        volatile Error next;

        @Override
        public boolean paused() {
            return paused;
        }

        /** By the name of a run its remains. */
        final Map<String, EarlierRun> remains = new java.util.concurrent.ConcurrentHashMap<>();

        @Override
        public EarlierRun earlier(String rule, String run) {
            return remains.getOrDefault(run, EarlierRun.UNKNOWN);
        }

        @Override
        public void start(Action action, RunWatcher watcher) {
            Error error = next;
            if (error != null) {
                next = null;
                throw error;
            }
            starts.add(new Start(action, watcher));
        }

        Start await(int number) {
            org.awaitility.Awaitility.await().until(() -> starts.size() >= number);
            return starts.get(number - 1);
        }
    }

    @BeforeEach
    void open() throws Exception {
        store = Store.open(dir.resolve("state.mv"), 0);
        journal = new MessageJournal(store, Clock.systemUTC(), Retention.USUAL);
    }

    @AfterEach
    void close() throws Exception {
        if (dispatcher != null) {
            dispatcher.close();
        }
        store.close();
    }

    private static Rule rule(String yaml) throws SettingsException {
        Section section = SettingsFile.parse(yaml, "serve.yml", Path.of("."));
        Section run = section.section("run").orElseThrow();
        Rule rule = RuleSettings.read(
                section, ExpressionSettings.expressions(run, "extraVars"), ExpressionSettings.expression(run, "limit"));
        section.finish();
        return rule;
    }

    private void dispatch(String yaml) throws SettingsException {
        dispatch(yaml, Map.of(), OPTIONS);
    }

    private void dispatch(String yaml, Map<String, ReceivedCheck> checks, DispatcherOptions options)
            throws SettingsException {
        dispatch(List.of(rule(yaml)), checks, options);
    }

    private void dispatch(List<Rule> rules, Map<String, ReceivedCheck> checks, DispatcherOptions options) {
        dispatcher = new Dispatcher(queue, rules, checks, store, journal, starter, options);
        dispatcher.start();
    }

    private String send(String payload) throws QueueException {
        return queue.publish(message(payload));
    }

    private static Message message(String payload) {
        return Message.of(payload.getBytes(StandardCharsets.UTF_8), Map.of(Message.ENDPOINT, "alerts"));
    }

    private void awaitSettled(String id, String how) {
        await().untilAsserted(() -> assertThat(queue.settled(id)).startsWith(how));
    }

    private String state(String id) {
        return new JournalProgress(queue, journal, starter::earlier)
                .of("alerts", id)
                .map(p -> p.path("state").asText())
                .orElse("unknown");
    }

    @Test
    void runGetsTypedParametersAndHostsAndIsAcknowledgedWhenStarted() throws Exception {
        dispatch("{name: fix, endpoint: alerts, condition: payload.kind == 'disk', "
                + "run: {limit: payload.host, extraVars: {n: payload.n, tags: payload.tags, fixed: \"'x'\"}}}");
        String id = send("{\"kind\":\"disk\",\"host\":\"web1\",\"n\":3,\"tags\":[\"a\"]}");

        Start start = starter.await(1);

        assertThat(start.action().parameters().get("n").isIntegralNumber()).isTrue();
        assertThat(start.action().parameters().get("tags").toString()).isEqualTo("[\"a\"]");
        assertThat(start.action().parameters().get("fixed").asText()).isEqualTo("x");
        assertThat(start.action().limit()).containsExactly("web1");
        assertThat(start.action().id()).isEqualTo(id + "-fix");
        assertThat(queue.settled(id)).isEmpty();
        await().until(() -> state(id).equals("scheduled"));
        start.watcher().started("run-1");
        awaitSettled(id, "ack");
        assertThat(state(id)).isEqualTo("running");
        start.watcher().finished("failed", false);
        await().until(() -> state(id).equals("done"));
    }

    @Test
    void whatFitsNoRuleIsAcknowledgedAsFiltered() throws Exception {
        dispatch("{name: fix, condition: payload.kind == 'disk', run: {}}");
        String other = send("{\"kind\":\"cpu\"}");
        String without = send("{}");

        awaitSettled(other, "ack");
        awaitSettled(without, "ack");
        assertThat(state(other)).isEqualTo("filtered");
        assertThat(starter.starts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "*", "a:b", "!a", "@/etc/passwd", "~x", "", "a,,b", "-v", "web[1:9]"})
    void hostsFromAMessageNeverBecomeAPattern(String host) throws Exception {
        dispatch("{name: fix, run: {limit: payload.host}}");
        String id = send("{\"host\":\"" + host + "\"}");

        awaitSettled(id, "dead rule fix: limit: \"");
        assertThat(starter.starts).isEmpty();
    }

    @Test
    void missingParameterMakesADeadLetterThatNamesIt() throws Exception {
        dispatch("{name: fix, run: {extraVars: {severity: payload.severity}}}");
        String id = send("{}");

        awaitSettled(id, "dead rule fix: severity: ");
        assertThat(state(id)).isEqualTo("dead");
    }

    @Test
    void listIsSplitIntoRuns() throws Exception {
        dispatch("{name: fix, split: payload.alerts, condition: item.status == 'firing', "
                + "run: {limit: item.labels.instance}}");
        String id = send("{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"instance\":\"a\"}},"
                + "{\"status\":\"resolved\"},{\"status\":\"firing\",\"labels\":{\"instance\":\"b\"}}]}");

        starter.await(2);

        assertThat(starter.starts).extracting(s -> s.action().limit().get(0)).containsExactly("a", "b");
        assertThat(starter.starts).extracting(s -> s.action().id()).containsExactly(id + "-fix", id + "-fix-2");
        starter.starts.get(0).watcher().started("r1");
        await().until(() -> state(id).equals("running"));
        assertThat(queue.settled(id)).isEmpty();
        starter.starts.get(1).watcher().started("r2");
        awaitSettled(id, "ack");
    }

    @Test
    void elementThatCannotBeUsedDoesNotHoldUpTheOthersAndIsTold() throws Exception {
        String rule = "{name: fix, split: payload.alerts, combine: {within: 1h, max: 2}, "
                + "run: {limit: host(item.labels.instance)}}";
        dispatch(rule);
        String id = send("{\"alerts\":[{\"labels\":{\"instance\":\"web1:9100\"}},{\"labels\":{}},"
                + "{\"labels\":{\"instance\":\"[2001:db8::7]:9100\"}},{\"labels\":{\"instance\":\"all\"}}]}");

        Start run = starter.await(1);
        assertThat(run.action().limit()).containsExactly("web1", "2001:db8::7");
        assertThat(queue.settled(id)).isEmpty();
        run.watcher().started("r1");
        awaitSettled(id, "dead element 2: rule fix: limit: ");
        assertThat(queue.settled(id)).contains("'instance'", "element 4: rule fix: limit: \"all\"");
        run.watcher().finished("successful", true);

        await().until(() ->
                progress(id).path("runs").path(0).path("state").asText().equals("successful"));
        assertThat(progress(id).path("state").asText()).isEqualTo("dead");
        assertThat(progress(id).path("reason").asText()).contains("element 2");
    }

    /** Ten thousand million characters. */
    private static final String ENDLESS = "'aaaaaaaaaa'" + ".replace('a', 'aaaaaaaaaa')".repeat(9) + " == ''";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: bad, run: {limit: payload.nope}",
                "name: bad, split: payload.list, run: {limit: item}",
                "name: bad, concurrency: {key: payload.nope, max: 1}, run: {}",
                "name: bad, throttle: {onceWithin: 1m, key: payload.nope}, run: {}",
                "name: bad, run: {extraVars: {x: payload.nope}}",
                "name: bad, condition: \"" + "ENDLESS" + "\", run: {}",
                "name: bad, split: \"" + "ENDLESS" + " ? [1] : []\", run: {}",
            })
    void ruleThatFailsDoesNotTakeTheOthersWithIt(String bad) throws Exception {
        String yaml = "{" + bad.replace("ENDLESS", ENDLESS) + "}";
        dispatch(List.of(rule(yaml), rule("{name: good, run: {limit: payload.host}}")), Map.of(), OPTIONS);

        String id = send("{\"host\":\"web1\",\"list\":[\"all\"]}");

        Start good = starter.await(1);
        assertThat(good.action().rule()).isEqualTo("good");
        good.watcher().started("r1");
        good.watcher().finished("successful", true);
        awaitSettled(id, "dead ");
        assertThat(queue.settled(id)).contains("rule bad: ");
        assertThat(progress(id).path("runs").path(0).path("rule").asText()).isEqualTo("good");
    }

    @Test
    void filterThatIsTooCostlyMakesAForeignMessageADeadLetterThatNamesIt() throws Exception {
        var check = new ReceivedCheck(Optional.empty(), Map.of("endless", Condition.compile(ENDLESS)));
        dispatch("{name: fix, run: {}}", Map.of("alerts", check), OPTIONS);

        String id = send("{}");

        awaitSettled(id, "dead filter endless: ");
        assertThat(queue.settled(id)).contains("makes values of more than 16777216 characters");
    }

    @Test
    void deadLetterThatIsPutBackStartsOnlyWhatHasNotBeenStarted() throws Exception {
        dispatch("{name: fix, split: payload.hosts, run: {limit: item}}");
        Message message = message("{\"hosts\":[\"web1\",\"all\"]}");
        queue.publish(message);
        starter.await(1).watcher().started("r1");
        awaitSettled(message.id(), "dead element 2: ");
        dispatcher.close();

        dispatch("{name: fix, split: payload.hosts, run: {limit: 'item == \"all\" ? \"web2\" : item'}}");
        queue.deliver(message, 2);

        starter.await(2).watcher().started("r2");
        awaitSettled(message.id(), "ack");
        assertThat(starter.starts).extracting(s -> s.action().limit().get(0)).containsExactly("web1", "web2");
    }

    private JournalProgress journalProgress() {
        return new JournalProgress(queue, journal, (rule, run) -> EarlierRun.UNKNOWN);
    }

    private com.fasterxml.jackson.databind.JsonNode progress(String id) {
        return journalProgress().of("alerts", id).orElseThrow();
    }

    @Test
    void fortyAlertsBecomeOneRunWithAJoinedLimit() throws Exception {
        dispatch("{name: fix, split: payload.alerts, combine: {within: 1h, max: 40}, "
                + "run: {limit: item.host, extraVars: {hosts: 'batch.map(b, b.item.host)'}}}");
        var alerts = new StringBuilder();
        for (int i = 0; i < 39; i++) {
            alerts.append(i == 0 ? "" : ",").append("{\"host\":\"h").append(i).append("\"}");
        }
        String first = send("{\"alerts\":[" + alerts + "]}");
        await().until(() -> state(first).equals("scheduled"));
        assertThat(starter.starts).isEmpty();
        String last = send("{\"alerts\":[{\"host\":\"h39\"}]}");

        Start start = starter.await(1);

        assertThat(start.action().limit()).hasSize(40).startsWith("h0").endsWith("h39");
        assertThat(start.action().parameters().get("hosts")).hasSize(40);
        assertThat(start.action().messages()).hasSize(2);
        assertThat(queue.settled).isEmpty();
        start.watcher().started("r");
        awaitSettled(first, "ack");
        awaitSettled(last, "ack");
        assertThat(journalProgress().of("alerts", first).orElseThrow().path("runs"))
                .as("one run, however many alerts it is for")
                .hasSize(1);
    }

    @Test
    void combinedMessagesRunWhenTheirTimeIsOver() throws Exception {
        dispatch("{name: fix, throttle: {onceAfter: 300ms, key: payload.k}, run: {limit: payload.host}}");
        send("{\"k\":1,\"host\":\"a\"}");
        send("{\"k\":2,\"host\":\"b\"}");
        send("{\"k\":1,\"host\":\"c\"}");

        starter.await(2);

        assertThat(starter.starts)
                .extracting(s -> String.join(",", s.action().limit()))
                .containsExactlyInAnyOrder("a,c", "b");
    }

    @Test
    void onceWithinDropsTheRestAlsoAfterARestart() throws Exception {
        String yaml = "{name: fix, throttle: {onceWithin: 1h, key: payload.host}, run: {}}";
        dispatch(yaml);
        String first = send("{\"host\":\"a\"}");
        starter.await(1).watcher().started("r");
        awaitSettled(first, "ack");
        dispatcher.close();
        dispatch(yaml);

        String second = send("{\"host\":\"a\"}");
        send("{\"host\":\"b\"}");

        awaitSettled(second, "ack");
        assertThat(state(second)).isEqualTo("filtered");
        starter.await(2);
        assertThat(starter.starts).hasSize(2);
    }

    @Test
    void throttledMessageWhoseRunCouldNotStartIsNotThrottledAway() throws Exception {
        dispatch("{name: fix, throttle: {onceWithin: 1h}, run: {}}");
        Message message = message("{}");
        queue.publish(message);
        starter.await(1).watcher().failed("no agent");
        awaitSettled(message.id(), "nack 30s no agent");

        queue.deliver(message, 2);

        assertThat(starter.await(2).action().id()).endsWith("-a2");
    }

    @Test
    void accumulatedMessagesBelowTheThresholdStartNothing() throws Exception {
        dispatch("{name: fix, throttle: {accumulateWithin: 300ms, threshold: 3, key: payload.k}, run: {}}");
        String few = send("{\"k\":1}");
        for (int i = 0; i < 3; i++) {
            send("{\"k\":2}");
        }

        awaitSettled(few, "ack");

        assertThat(state(few)).isEqualTo("filtered");
        assertThat(starter.starts).hasSize(1);
        assertThat(starter.starts.get(0).action().messages()).hasSize(3);
    }

    @Test
    void oneRunAtATimePerKey() throws Exception {
        dispatch("{name: fix, concurrency: {key: payload.host}, run: {limit: payload.host}}");
        send("{\"host\":\"a\"}");
        send("{\"host\":\"a\"}");
        send("{\"host\":\"b\"}");

        starter.await(2);
        assertThat(starter.starts).extracting(s -> s.action().limit().get(0)).containsExactly("a", "b");
        starter.starts.get(0).watcher().started("r1");
        starter.starts.get(0).watcher().finished("successful", true);

        assertThat(starter.await(3).action().limit()).containsExactly("a");
    }

    @Test
    void failedRunIsTriedAgainAndThenBecomesADeadLetter() throws Exception {
        dispatch("{name: fix, acknowledge: successful, retry: {times: 1, delay: 5s}, run: {}}");
        Message message = message("{}");
        queue.publish(message);
        Start first = starter.await(1);
        first.watcher().started("r1");
        first.watcher().finished("failed", false);
        awaitSettled(message.id(), "nack 5s run r1 ended failed");

        queue.deliver(message, 2);
        Start second = starter.await(2);
        second.watcher().started("r2");
        second.watcher().finished("failed", false);

        awaitSettled(message.id(), "dead run r2 ended failed");
    }

    @Test
    void postponedRunIsNoAttemptAndIsTriedAgainAfterGrowingPauses() throws Exception {
        dispatch("{name: fix, retry: {times: 0}, run: {}}");
        Message message = message("{}");
        queue.publish(message);

        int[] pauses = {1, 2, 4, 8, 16, 32, 60, 60};
        for (int i = 1; i <= pauses.length; i++) {
            starter.await(i).watcher().postponed("It is being saved.");
            String seconds = pauses[i - 1] + "s";
            awaitSettled(
                    message.id(), "nack " + seconds + " It is being saved. Postponed for " + pauses[i - 1] + " s.");
            assertThat(state(message.id())).isEqualTo("queued");
            deliverAnew(message, i + 1);
        }

        Start start = starter.await(pauses.length + 1);
        assertThat(start.action().attempt()).isEqualTo(1);
        start.watcher().failed("no executor");
        awaitSettled(message.id(), "dead no executor");
    }

    @Test
    void runThatIsPostponedForAnHourIsADeadLetterAndBeginsAnewWhenThatIsPutBack() throws Exception {
        dispatch("{name: fix, run: {}}");
        Message message = message("{}");
        queue.publish(message);

        for (int i = 1; i <= 65; i++) {
            starter.await(i).watcher().postponed("It is disabled.");
            awaitSettled(message.id(), "nack ");
            deliverAnew(message, i + 1);
        }
        starter.await(66).watcher().postponed("It is disabled.");
        awaitSettled(message.id(), "dead It is disabled. It was postponed 65 times in an hour.");

        deliverAnew(message, 67);
        starter.await(67).watcher().postponed("It is disabled.");
        awaitSettled(message.id(), "nack 1s ");
    }

    private void deliverAnew(Message message, int attempt) {
        synchronized (queue) {
            queue.settled.remove(message.id());
        }
        queue.deliver(message, attempt);
    }

    @Test
    void finishedIsAcknowledgedOnlyAtTheEnd() throws Exception {
        dispatch("{name: fix, acknowledge: finished, run: {}}");
        String id = send("{}");
        Start start = starter.await(1);
        start.watcher().started("r1");
        await().until(() -> state(id).equals("running"));
        assertThat(queue.settled(id)).isEmpty();

        start.watcher().finished("failed", false);

        awaitSettled(id, "ack");
    }

    @Test
    void startedRunIsNotStartedAgainWhenItsMessageComesAgain() throws Exception {
        dispatch("{name: fix, run: {}}");
        Message message = message("{}");
        queue.publish(message);
        starter.await(1).watcher().started("r1");
        awaitSettled(message.id(), "ack");
        queue.settled.clear();

        queue.deliver(message, 2);

        awaitSettled(message.id(), "ack");
        assertThat(starter.starts).hasSize(1);
    }

    @Test
    void receiptsAreNoAttempts() throws Exception {
        dispatch("{name: fix, combine: {within: 1h, max: 2}, run: {}}");
        queue.deliver(message("{}"), 11);
        queue.deliver(message("{}"), 40);

        Start start = starter.await(1);

        assertThat(start.action().attempt()).isOne();
        start.watcher().failed("no agent");
        await().untilAsserted(
                        () -> assertThat(queue.settled.values()).hasSize(2).allMatch("nack 30s no agent"::equals));
    }

    @Test
    void onlyRunsThatWereAskedForCountAgainstTheRetriesOfARule() throws Exception {
        String rule = "{name: fix, retry: {times: 1, delay: 5s}, run: {}}";
        dispatch(rule);
        Message message = message("{}");
        queue.publish(message);
        starter.await(1).watcher().failed("no agent");
        awaitSettled(message.id(), "nack 5s no agent");
        dispatcher.close();
        starter.paused = true;
        dispatch(rule);
        dispatcher.close();
        starter.paused = false;
        dispatch(rule);

        queue.deliver(message, 9);
        Start second = starter.await(2);
        assertThat(second.action().id()).isEqualTo(message.id() + "-fix-a2");
        second.watcher().failed("no agent");

        awaitSettled(message.id(), "dead no agent");
        assertThat(dispatcher.counters().messages()).containsEntry("dead", 1L);
    }

    @Test
    void noRunIsTriedMoreOftenThanTheQueueAllows() throws Exception {
        dispatch("{name: fix, retry: {times: 100, delay: 0s}, run: {}}");
        Message message = message("{}");
        for (int attempt = 1; attempt <= 10; attempt++) {
            queue.deliver(message, attempt);
            starter.await(attempt).watcher().failed("no agent");
            awaitSettled(message.id(), attempt < 10 ? "nack 0s" : "dead no agent");
            queue.settled.clear();
        }
    }

    /** Closes the dispatcher; the journal is as the next process reads it from the same store. */
    private void crash() {
        dispatcher.close();
        journal = new MessageJournal(store, Clock.systemUTC(), Retention.USUAL);
    }

    private Message begunAndKilled(String rule) throws Exception {
        dispatch(rule);
        Message message = message("{}");
        queue.publish(message);
        Start start = starter.await(1);
        start.watcher().started(start.action().id());
        await().until(() -> state(message.id()).equals("running"));
        if (!rule.contains("acknowledge")) {
            awaitSettled(message.id(), "ack");
        }
        crash();
        queue.settled.clear();
        return message;
    }

    @Test
    void runThatWasCutOffIsBegunAgainAsAnAttempt() throws Exception {
        String rule = "{name: fix, run: {}}";
        Message message = begunAndKilled(rule);
        assertThat(state(message.id())).isEqualTo("interrupted");
        starter.remains.put(message.id() + "-fix", EarlierRun.CUT_OFF);

        dispatch(rule);

        Start again = starter.await(2);
        assertThat(again.action().id()).isEqualTo(message.id() + "-fix-a2");
        again.watcher().started(again.action().id());
        awaitSettled(message.id(), "ack");
        again.watcher().finished("successful", true);
        await().until(() -> state(message.id()).equals("done"));
        crash();
        dispatch(rule);
        assertThat(queue.published).as("given back once, and not after its end").hasSize(2);
    }

    @Test
    void runThatTheEndOfItsProcessCancelledIsBegunAgain() throws Exception {
        String rule = "{name: fix, acknowledge: finished, run: {}}";
        dispatch(rule);
        Message message = message("{}");
        queue.publish(message);
        Start start = starter.await(1);
        start.watcher().started(start.action().id());
        start.watcher().interrupted();
        await().until(() -> dispatcher.counters().runs().containsKey("interrupted"));
        crash();
        assertThat(queue.settled).isEmpty();

        dispatch(rule);
        queue.deliver(message, 2);

        assertThat(starter.await(2).action().attempt()).isEqualTo(2);
    }

    @Test
    void runThatWasNotEvenBegunWhenItsProcessEndedWasNoAttempt() throws Exception {
        String rule = "{name: fix, acknowledge: finished, run: {}}";
        dispatch(rule);
        Message message = message("{}");
        queue.publish(message);
        starter.await(1);
        crash();

        dispatch(rule);
        queue.deliver(message, 2);

        assertThat(starter.await(2).action().id()).isEqualTo(message.id() + "-fix");
    }

    @Test
    void combinedMessagesWhoseRunWasCutOffAreCombinedAgain() throws Exception {
        String rule = "{name: fix, throttle: {accumulateWithin: 500ms, threshold: 2}, run: {}}";
        dispatch(rule);
        send("{}");
        send("{}");
        Start start = starter.await(1);
        start.watcher().started(start.action().id());
        await().until(() -> queue.settled.size() == 2);
        crash();

        dispatch("{name: fix, throttle: {accumulateWithin: 500ms, threshold: 3}, run: {}}");

        assertThat(starter.await(2).action().messages()).hasSize(2);
    }

    @Test
    void playbookThatHadEndedBeforeThatWasNotedIsNotRunAgain() throws Exception {
        for (String acknowledge : List.of("started", "finished", "successful")) {
            String rule = "{name: fix, acknowledge: " + acknowledge + ", run: {}}";
            starter.starts.clear();
            Message message = begunAndKilled(rule);
            starter.remains.put(message.id() + "-fix", EarlierRun.ended("successful", true));

            dispatch(rule);
            queue.deliver(message, 2);

            awaitSettled(message.id(), "ack");
            assertThat(state(message.id())).isEqualTo("done");
            assertThat(progress(message.id()).path("runs").path(0).path("state").asText())
                    .isEqualTo("successful");
            assertThat(starter.starts).hasSize(1);
            dispatcher.close();
        }
    }

    @Test
    void playbookThatHadFailedIsTriedAgainWhereItsSuccessCounts() throws Exception {
        String rule = "{name: fix, acknowledge: successful, run: {}}";
        Message message = begunAndKilled(rule);
        starter.remains.put(message.id() + "-fix", EarlierRun.ended("failed", false));

        dispatch(rule);
        queue.deliver(message, 2);

        assertThat(starter.await(2).action().attempt()).isEqualTo(2);
    }

    @Test
    void runThatMustNotBeRepeatedIsADeadLetterAndBegunAgainWhenThatIsPutBack() throws Exception {
        String rule = "{name: fix, onInterrupted: dead, run: {}}";
        Message message = begunAndKilled(rule);

        dispatch(rule);
        awaitSettled(message.id(), "dead rule fix: run " + message.id() + "-fix was cut off by the end of the process");
        assertThat(state(message.id())).isEqualTo("dead");
        assertThat(dispatcher.counters().messages()).containsEntry("dead", 1L);
        queue.deliver(message, 1);

        assertThat(starter.await(2).action().id()).isEqualTo(message.id() + "-fix-a2");
    }

    @Test
    void runThatMustNotBeRepeatedIsADeadLetterAlsoWhenItsMessageWaitsForItsEnd() throws Exception {
        String rule = "{name: fix, acknowledge: finished, onInterrupted: dead, run: {}}";
        Message message = begunAndKilled(rule);

        dispatch(rule);
        queue.deliver(message, 2);

        awaitSettled(message.id(), "dead rule fix: run " + message.id() + "-fix was cut off by the end of the process");
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "finished"})
    void runThatIsDroppedWhenItIsCutOffIsDone(String acknowledge) throws Exception {
        String rule = "{name: fix, acknowledge: " + acknowledge + ", onInterrupted: drop, run: {}}";
        Message message = begunAndKilled(rule);

        dispatch(rule);
        queue.deliver(message, 2);

        awaitSettled(message.id(), "ack");
        assertThat(starter.starts).hasSize(1);
        assertThat(state(message.id())).isEqualTo("done");
        assertThat(progress(message.id()).path("runs").path(0).path("state").asText())
                .isEqualTo("interrupted");
    }

    @Test
    void runThatIsCutOffAgainAndAgainEndsAsADeadLetter() throws Exception {
        String rule = "{name: fix, acknowledge: finished, run: {}}";
        Message message = message("{}");
        for (int attempt = 1; attempt <= 10; attempt++) {
            dispatch(rule);
            queue.deliver(message, attempt);
            Start start = starter.await(attempt);
            start.watcher().started(start.action().id());
            await().until(() -> state(message.id()).equals("running"));
            crash();
        }

        dispatch(rule);
        queue.deliver(message, 11);

        awaitSettled(message.id(), "dead rule fix: run " + message.id() + "-fix-a10 was cut off");
        assertThat(queue.settled(message.id())).endsWith("begun 10 times");
    }

    @Test
    void messageThatIsStoredBeforeItsEndpointNotesThatStaysDone() throws Exception {
        dispatch("{name: fix, run: {}}");
        String id = send("{}");
        Start start = starter.await(1);
        start.watcher().started("r1");
        start.watcher().finished("successful", true);
        await().until(() -> state(id).equals("done"));

        journalProgress().accepted("alerts", id);

        assertThat(state(id)).isEqualTo("done");
    }

    @Test
    void messageOfWhichOneRuleIsThrottledIsWhatTheOthersMakeOfIt() throws Exception {
        dispatch(
                List.of(
                        rule("{name: fix, run: {}}"),
                        rule("{name: digest, throttle: {accumulateWithin: 300ms, threshold: 5}, run: {}}")),
                Map.of(),
                OPTIONS);
        String id = send("{}");
        Start start = starter.await(1);
        start.watcher().started("r1");
        start.watcher().finished("successful", true);

        awaitSettled(id, "ack");

        assertThat(state(id)).isEqualTo("done");
    }

    /** A store on a disk that can be full. */
    private static Store onADisk(Store store, AtomicBoolean full) {
        return (Store) Proxy.newProxyInstance(
                DispatcherTest.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (full.get() && method.getName().equals("sync")) {
                        throw new StoreException(StoreException.Kind.FULL, "the disk is full", null);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void noRunIsBegunWhileThatCannotBeNotedAndNoMessageDiesOfIt() throws Exception {
        var full = new AtomicBoolean(true);
        journal = new MessageJournal(onADisk(store, full), Clock.systemUTC(), Retention.USUAL);
        dispatch("{name: fix, retry: {times: 0}, run: {}}");
        Message message = message("{}");
        for (int attempt = 1; attempt <= 3; attempt++) {
            queue.deliver(message, attempt);
            awaitSettled(message.id(), "nack 30s its run is not begun, because that cannot be noted: the disk is full");
            queue.settled.clear();
        }
        assertThat(starter.starts).isEmpty();
        assertThat(dispatcher.threads()).allMatch(ThreadHealth::up);

        full.set(false);
        queue.deliver(message, 4);

        assertThat(starter.await(1).action().id()).isEqualTo(message.id() + "-fix");
    }

    @Test
    void pauseLeavesMessagesInTheQueue() throws Exception {
        starter.paused = true;
        dispatch("{name: fix, run: {}}");
        send("{}");
        assertThat(dispatcher.held()).isZero();

        starter.paused = false;

        starter.await(1);
    }

    @Test
    void messagesThatWaitForAWindowLeaveTheirPlacesToOthers() throws Exception {
        var small = new DispatcherOptions(10, 5, Duration.ofSeconds(60));
        dispatch(
                List.of(
                        rule(
                                "{name: digest, condition: payload.k == 'slow', combine: {within: 6h, max: 1000}, run: {}}"),
                        rule("{name: fix, condition: payload.k == 'quick', run: {}}")),
                Map.of(),
                small);
        for (int i = 0; i < 5; i++) {
            send("{\"k\":\"slow\"}");
        }
        await().until(() -> dispatcher.waiting() == 5);

        send("{\"k\":\"quick\"}");

        assertThat(starter.await(1).action().rule()).isEqualTo("fix");
        assertThat(queue.settled).isEmpty();
        assertThat(dispatcher.held()).isEqualTo(6);
    }

    @Test
    void messagesOfOneEndpointThatWaitForARunLeavePlacesToOthers() throws Exception {
        var small = new DispatcherOptions(10, 20, Duration.ofSeconds(60));
        dispatch(
                List.of(
                        rule("{name: slow, endpoint: alerts, concurrency: {max: 1}, run: {}}"),
                        rule("{name: quick, endpoint: pushes, run: {}}")),
                Map.of(),
                small);
        for (int i = 0; i < 100; i++) {
            send("{}");
        }
        starter.await(1);
        await().until(() -> dispatcher.held() == 10);

        queue.publish(Message.of("{}".getBytes(StandardCharsets.UTF_8), Map.of(Message.ENDPOINT, "pushes")));

        assertThat(starter.await(2).action().rule()).isEqualTo("quick");
        assertThat(dispatcher.held()).isEqualTo(11);
    }

    @Test
    void combinedMessageOfWhichNoRunCanBeMadeDoesNotTakeTheOthersWithIt() throws Exception {
        dispatch("{name: fix, combine: {within: 1h, max: 3}, "
                + "run: {extraVars: {first: payload.host, all: 'batch.map(b, b.payload.host)'}}}");
        String bad = send("{}");
        String a = send("{\"host\":\"a\"}");
        String b = send("{\"host\":\"b\"}");

        Start run = starter.await(1);

        assertThat(run.action().parameters().get("all").toString()).isEqualTo("[\"a\",\"b\"]");
        awaitSettled(bad, "dead rule fix: first: ");
        run.watcher().started("r");
        awaitSettled(a, "ack");
        awaitSettled(b, "ack");
    }

    @Test
    void combinedMessagesRunEarlyWhenAsManyOfTheirRuleWaitAsMayBeHeld() throws Exception {
        var small = new DispatcherOptions(10, 5, Duration.ofSeconds(60));
        dispatch("{name: digest, combine: {within: 6h, max: 1000}, run: {}}", Map.of(), small);
        for (int i = 0; i < 6; i++) {
            send("{}");
        }

        Start run = starter.await(1);

        assertThat(run.action().messages()).hasSize(6);
        assertThat(dispatcher.waiting()).isZero();
        run.watcher().started("r");
        await().until(() -> dispatcher.held() == 0);
        assertThat(queue.settled).hasSize(6).allSatisfy((id, how) -> assertThat(how)
                .isEqualTo("ack"));
    }

    @Test
    void elementsOfOneMessageAreCombinedTogetherHoweverManyAndLargeTheyAre() throws Exception {
        var small = new DispatcherOptions(10, 5, 4_000, Duration.ofSeconds(60));
        dispatch("{name: digest, split: payload.l, combine: {within: 300ms, max: 1000}, run: {}}", Map.of(), small);
        send("{\"l\":[" + "1,".repeat(199) + "1]}");

        starter.await(1);

        assertThat(dispatcher.waiting()).isZero();
        assertThat(starter.starts).hasSize(1);
    }

    @Test
    void messagesThatWaitForAWindowTakeHalfOfTheMemoryAtMost() throws Exception {
        var small = new DispatcherOptions(10, 100, 60_000, Duration.ofSeconds(60));
        dispatch(
                List.of(
                        rule(
                                "{name: digest, condition: payload.k == 'slow', combine: {within: 6h, max: 1000}, run: {}}"),
                        rule("{name: fix, condition: payload.k == 'quick', run: {extraVars: {k: payload.k}}}")),
                Map.of(),
                small);
        for (int i = 0; i < 4; i++) {
            send("{\"k\":\"slow\",\"text\":\"" + "x".repeat(10_000) + "\"}");
        }
        assertThat(starter.await(1).action().messages()).hasSizeBetween(3, 4);

        byte[] body = ("{\"k\":\"quick\",\"text\":\"" + "x".repeat(10_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        queue.publish(Message.of(body, Map.of(Message.ENDPOINT, "pushes")));

        Start quick = starter.await(2);
        assertThat(quick.action().rule()).isEqualTo("fix");
        assertThat(quick.action().parameters().get("k").asText())
                .as("of a large message, whose payload is read again")
                .isEqualTo("quick");
    }

    @Test
    void messageThatIsCountedAndFindsNoRoomToWaitComesAgainLater() throws Exception {
        var small = new DispatcherOptions(10, 2, Duration.ofSeconds(60));
        dispatch("{name: many, throttle: {accumulateWithin: 1h, threshold: 10}, run: {}}", Map.of(), small);
        send("{}");
        send("{}");
        await().until(() -> dispatcher.waiting() == 2);

        String third = send("{}");

        awaitSettled(third, "nack 30s more messages wait for the windows of rules than there is room for");
        await().until(() -> dispatcher.held() == 2);
    }

    @Test
    void receiverThatRunsOutOfMemoryIsBegunAgainAndItsHealthTells() throws Exception {
        dispatch("{name: fix, run: {}}");
        assertThat(dispatcher.threads()).allMatch(ThreadHealth::up);

        queue.receiveError = new OutOfMemoryError("on purpose");

        await().until(() -> queue.receiveError == null);
        await().untilAsserted(() -> assertThat(dispatcher.threads())
                .contains(new ThreadHealth("message receiver", false, 1, "java.lang.OutOfMemoryError: on purpose")));
        send("{}");
        starter.await(1);
        await().until(() -> dispatcher.threads().stream().allMatch(ThreadHealth::up));
    }

    @Test
    void errorAtTheStartOfARunIsAFailureOfThatRunOnly() throws Exception {
        dispatch("{name: fix, run: {}}");
        starter.next = new StackOverflowError("on purpose");
        String bad = send("{}");
        awaitSettled(bad, "nack 30s could not be started: java.lang.StackOverflowError: on purpose");

        send("{}");

        starter.await(1);
        await().until(() -> dispatcher.held() == 1);
        assertThat(dispatcher.threads()).allMatch(ThreadHealth::up);
    }

    @Test
    void leasesAreExtendedWhileMessagesWaitAndLostOnesAreForgotten() throws Exception {
        var quick = new DispatcherOptions(1, 100, Duration.ofSeconds(1));
        dispatch("{name: fix, run: {}}", Map.of(), quick);
        send("{}");
        starter.await(1);
        send("{}");
        await().until(() -> queue.extensions >= 2 && dispatcher.held() == 2);

        queue.extendFault = new QueueException(QueueException.Kind.LEASE_LOST, "lost");
        await().until(() -> queue.extendFault == null);
        queue.extendFault = new QueueException(QueueException.Kind.UNAVAILABLE, "broker away");
        await().until(() -> queue.extendFault == null);

        assertThat(dispatcher.held()).isBetween(1, 2);
    }

    @Test
    void foreignMessagesAreValidatedAndFilteredOnReceipt() throws Exception {
        var schema = MessageSchema.of(StrictJson.parse("{\"required\":[\"kind\"]}".getBytes(StandardCharsets.UTF_8)));
        var check =
                new ReceivedCheck(Optional.of(schema), Map.of("disks", Condition.compile("payload.kind == 'disk'")));
        dispatch("{name: fix, run: {}}", Map.of("", check), OPTIONS);
        var foreign = new Message("topic-0-17", "{\"kind\":\"disk\"}".getBytes(StandardCharsets.UTF_8), Map.of(), null);
        queue.publish(foreign);
        assertThat(starter.await(1).action().id()).isEqualTo("topic-0-17-fix");

        queue.publish(new Message("b", "{}".getBytes(StandardCharsets.UTF_8), Map.of(), null));
        queue.publish(new Message("c", "not json".getBytes(StandardCharsets.UTF_8), Map.of(), null));
        queue.publish(new Message("d", "{\"kind\":\"cpu\"}".getBytes(StandardCharsets.UTF_8), Map.of(), null));

        awaitSettled("b", "dead does not match the schema");
        awaitSettled("c", "dead not the JSON");
        awaitSettled("d", "ack");
        assertThat(starter.starts).hasSize(1);
    }

    @Test
    void runsInterruptedByTheEndOfAProcessAreNamedSo() throws Exception {
        dispatch("{name: fix, run: {}}");
        String id = send("{}");
        starter.await(1).watcher().started("r1");
        awaitSettled(id, "ack");

        journal = new MessageJournal(store, Clock.systemUTC(), Retention.USUAL);

        var progress = journalProgress().of("alerts", id).orElseThrow();
        assertThat(progress.path("runs").path(0).path("state").asText()).isEqualTo("interrupted");
        assertThat(journalProgress().of("other", id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: 'a/b', run: {}}",
                "{name: a, condition: 'payload.', run: {}}",
                "{name: a, throttle: {}, run: {}}",
                "{name: a, throttle: {onceWithin: 1m, onceAfter: 1m}, run: {}}",
                "{name: a, throttle: {accumulateWithin: 1m}, run: {}}",
                "{name: a, throttle: {onceWithin: 1m}, combine: {within: 1m}, run: {}}",
                "{name: a, combine: {within: 1d}, run: {}}",
                "{name: a, acknowledge: never, run: {}}",
                "{name: a, typo: 1, run: {}}"
            })
    void unusableRulesAreRefusedWithTheirPlace(String yaml) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> rule(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("serve.yml: ");
    }
}
