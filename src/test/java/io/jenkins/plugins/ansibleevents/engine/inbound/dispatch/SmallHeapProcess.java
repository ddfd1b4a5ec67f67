package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.ExpressionSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.EmbeddedQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.EmbeddedSettings;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.RuleSettings;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Works through the queue of a directory in a process of its own, whose heap a test has chosen. */
final class SmallHeapProcess {

    private SmallHeapProcess() {}

    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[0]);
        ExecutorService runs = Executors.newSingleThreadExecutor();
        var characters = new AtomicLong();
        RunStarter starter = new RunStarter() {
            @Override
            public boolean paused() {
                return false;
            }

            @Override
            public void start(Action action, RunWatcher watcher) {
                runs.execute(() -> {
                    watcher.started("r-" + action.id());
                    characters.addAndGet(action.parameters().toString().length());
                    watcher.finished("successful", true);
                });
            }
        };
        List<Rule> rules = List.of(
                rule("{name: digest, combine: {within: 1s}, run: {extraVars: {ids: 'batch.map(b, b.payload.id)'}}}"),
                rule(
                        "{name: each, acknowledge: successful, run: {limit: payload.host, extraVars: {l: payload.list}}}"));
        try (var queue = EmbeddedQueue.open(dir.resolve("queue"), EmbeddedSettings.DEFAULTS);
                Store store = Store.open(dir.resolve("state"), 0)) {
            var journal = new MessageJournal(store, Clock.systemUTC(), Retention.USUAL);
            try (var dispatcher =
                    new Dispatcher(queue, rules, Map.of(), store, journal, starter, DispatcherOptions.DEFAULT)) {
                dispatcher.start();
                while (isBusy(queue.depth()) || dispatcher.held() > 0) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                System.out.println(dispatcher.counters().messages() + " "
                        + dispatcher.threads().stream()
                                .mapToLong(ThreadHealth::restarts)
                                .sum() + " restarts");
            }
        }
        runs.shutdown();
    }

    private static boolean isBusy(QueueDepth depth) {
        return depth.queued().orElseThrow() > 0 || depth.leased().orElseThrow() > 0;
    }

    private static Rule rule(String yaml) throws Exception {
        Section section = SettingsFile.parse(yaml, "serve.yml", Path.of("."));
        Section run = section.section("run").orElseThrow();
        return RuleSettings.read(
                section, ExpressionSettings.expressions(run, "extraVars"), ExpressionSettings.expression(run, "limit"));
    }
}
