package io.jenkins.plugins.ansibleevents.bench;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Dispatcher;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.DispatcherOptions;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.MessageJournal;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunStarter;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunWatcher;
import io.jenkins.plugins.ansibleevents.engine.inbound.expression.Condition;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Acknowledge;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Concurrency;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Grouping;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.OnInterrupted;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Retry;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * {@code QueueDrain DIRECTORY COUNT}: publishes 1 KB messages into an embedded queue, then lets the rule engine take them,
 * start a run that ends at once, note both durably and acknowledge. Prints {@code PUBLISHED/s DRAINED/s
 * MICROSECONDS}, the last one processor time a drained message, which a busy machine changes less than the rate.
 */
final class QueueDrain {

    private QueueDrain() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        try (Store store = Store.open(directory.resolve("journal.db"), 0);
                MessageQueue queue = Queues.open(SettingsFile.parse("{embedded: {}}", "bench", directory), directory)) {
            double published = publish(queue, count);
            long before = processorNanos();
            double drained = drain(queue, store, count);
            double each = (processorNanos() - before) / 1e3 / count;
            System.out.printf(Locale.ROOT, "%.0f %.0f %.0f%n", published, drained, each);
        }
    }

    /** Of all threads of this process, the compiler's and the collector's too. */
    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double publish(MessageQueue queue, int count) {
        byte[] body = ("{\"kind\":\"disk\",\"text\":\"" + "x".repeat(1000) + "\"}").getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        var last = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < count; i++) {
            last.add(queue.publishAsync(Message.of(body, Map.of(Message.ENDPOINT, "bench"))));
            if (last.size() == 1_000) {
                last.forEach(CompletableFuture::join);
                last.clear();
            }
        }
        last.forEach(CompletableFuture::join);
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static double drain(MessageQueue queue, Store store, int count) throws Exception {
        var ended = new CountDownLatch(count);
        var rule = new Rule(
                "bench",
                Optional.empty(),
                Optional.of(Condition.compile("payload.kind == 'disk'")),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Grouping.EACH,
                Concurrency.UNLIMITED,
                Retry.DEFAULT,
                Acknowledge.STARTED,
                OnInterrupted.AGAIN);
        RunStarter starter = new RunStarter() {
            @Override
            public void start(Action action, RunWatcher watcher) {
                watcher.started(action.id());
                watcher.finished("successful", true);
                ended.countDown();
            }
        };
        var journal = new MessageJournal(store, Clock.systemUTC(), Retention.USUAL);
        var options = new DispatcherOptions(10_000, 10_000, Duration.ofMinutes(1));
        long start = System.nanoTime();
        try (var dispatcher = new Dispatcher(queue, List.of(rule), Map.of(), store, journal, starter, options)) {
            dispatcher.start();
            ended.await();
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }
}
