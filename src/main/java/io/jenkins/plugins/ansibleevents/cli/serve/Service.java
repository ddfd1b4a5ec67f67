package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.Inbound;
import io.jenkins.plugins.ansibleevents.engine.inbound.RefusedLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.auth.Anyone;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Dispatcher;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.MessageJournal;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.MessageProgress;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Everything behind {@code serve}: with endpoints and rules the whole way, with endpoints only the guard in front of a
 * shared queue, with rules only the consumer of one.
 *
 * <p>Below the state directory: {@code queue/} is the queue's, {@code inbound.v1.db} holds the journal of messages, refused
 * requests, throttle windows and (unless the queue keeps them) delivery ids.
 */
public final class Service implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(Service.class.getName());
    private static final Duration BODY = Duration.ofSeconds(20);
    private static final Duration ANSWERS = Duration.ofSeconds(5);

    private final ServeSettings settings;
    private final Store store;
    private final MessageQueue queue;
    private final MessageJournal journal;
    private final ServiceRuns runs;
    private final Optional<Dispatcher> dispatcher;
    private final Optional<ServerTls> tls;
    private final WebhookServer server;
    private final ScheduledExecutorService syncing = thread("journal");
    private final ScheduledExecutorService watching = thread("configuration");

    private Service(ServeSettings settings, ServiceRuns runs) throws IOException, SettingsException {
        this.settings = settings;
        this.runs = runs;
        Files.createDirectories(settings.state());
        this.store = Store.open(settings.state().resolve("inbound.v1.db"), 0);
        this.queue = queue(settings);
        this.journal = new MessageJournal(store, Clock.systemUTC());
        var inbound = new Inbound(
                settings.endpoints(),
                queue,
                store,
                new RefusedLog(store, redactor(settings)),
                new MessageProgress(queue, journal),
                Clock.systemUTC());
        this.dispatcher = settings.rules().isEmpty()
                ? Optional.empty()
                : Optional.of(new Dispatcher(
                        queue, settings.rules(), settings.checks(), store, journal, runs, settings.options()));
        var metrics = new ServiceMetrics(queue, inbound, dispatcher, runs);
        var handler = new WebhookHandler(inbound, metrics::health, metrics::metrics, settings.front(), BODY.toMillis());
        this.tls = settings.tls().isEmpty()
                ? Optional.empty()
                : Optional.of(new ServerTls(settings.tls().get()));
        this.server = new WebhookServer(settings.listen(), tls, handler, ANSWERS);
    }

    /**
     * Reads the configuration and opens the state; {@link #start} begins.
     *
     * @param starter makes the runs from the rules' templates, by rule name
     */
    public static Service open(Path config, Function<Map<String, RunTemplate>, ServiceRuns> starter)
            throws IOException, SettingsException {
        ServeSettings settings = ServeSettings.read(config);
        warn(settings);
        return new Service(settings, starter.apply(settings.runs()));
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void warn(ServeSettings settings) {
        for (EndpointSpec endpoint : settings.endpoints()) {
            if (endpoint.authentication() instanceof Anyone) {
                LOGGER.warning(() -> "endpoint " + endpoint.name() + " takes messages from anybody (auth: none)");
            }
            if (endpoint.testMode()) {
                LOGGER.warning(() -> "endpoint " + endpoint.name() + " is in test mode: it stores nothing");
            }
        }
    }

    private static MessageQueue queue(ServeSettings settings) throws IOException, SettingsException {
        Path state = settings.state().resolve("queue");
        Files.createDirectories(state);
        Section section = settings.queue().isPresent()
                ? settings.queue().get()
                : SettingsFile.parse("{embedded: {}}", "queue", settings.state());
        return Queues.open(section, state);
    }

    private static Redactor redactor(ServeSettings settings) {
        return Redactor.of(settings.endpoints().stream()
                .flatMap(endpoint -> endpoint.authentication().secrets().stream())
                .toList());
    }

    /**
     * Begins to take messages and to start runs.
     *
     * @return the URL it listens on, with the base path
     */
    public String start() throws IOException {
        syncing.scheduleWithFixedDelay(this::sync, 1, 1, TimeUnit.SECONDS);
        String url = server.start();
        tls.ifPresent(files -> watching.scheduleWithFixedDelay(files::look, 1, 1, TimeUnit.SECONDS));
        dispatcher.ifPresent(Dispatcher::start);
        return url + settings.front().basePath();
    }

    private void sync() {
        try {
            journal.sync();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "the journal of messages is not on disk: " + e.getMessage(), e);
        }
    }

    /**
     * Takes nothing new, answers what was begun, waits for runs as long as the configuration says and then cancels them,
     * and leaves everything else in the queue.
     */
    @Override
    public void close() throws IOException {
        watching.shutdown();
        try {
            server.close();
        } finally {
            dispatcher.ifPresent(Dispatcher::stopReceiving);
            runs.end(settings.waitForRuns());
            dispatcher.ifPresent(Dispatcher::close);
            syncing.shutdown();
            sync();
            queue.close();
            store.close();
        }
    }
}
