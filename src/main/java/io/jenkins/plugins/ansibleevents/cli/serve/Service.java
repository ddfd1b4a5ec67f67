package io.jenkins.plugins.ansibleevents.cli.serve;

import io.jenkins.plugins.ansibleevents.cli.log.LogLine;
import io.jenkins.plugins.ansibleevents.engine.files.OwnerOnly;
import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.InboundService;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.DamagedQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Everything behind {@code serve}. With endpoints and rules it does all steps; with endpoints only it guards a shared
 * queue; with rules only it consumes from one.
 *
 * <p>An {@link InboundService} in the state directory, with an HTTP server in front of it and runs behind it.
 */
public final class Service implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(Service.class.getName());
    private static final int PROBE_SECONDS = 5;
    private static final Duration ANSWERS = Duration.ofSeconds(5);

    private final Path config;
    private volatile ServeSettings settings;
    private final InboundService inbound;
    private final ServiceRuns runs;
    private final Optional<ServerTls> tls;
    private final WebhookHandler handler;
    private final WebhookServer server;
    private final ServiceMetrics metrics;
    private final ScheduledExecutorService syncing = thread("journal");
    private final ScheduledExecutorService watching = thread("configuration");
    private final ScheduledExecutorService probing = thread("queue probe");

    private Service(Path config, ServeSettings settings, ServiceRuns runs) throws IOException, SettingsException {
        this.config = config;
        this.settings = settings;
        this.runs = runs;
        Files.createDirectories(settings.state(), OwnerOnly.directory());
        this.inbound = InboundService.open(settings.inbound(), directory -> queue(settings, directory), runs);
        var metrics = new ServiceMetrics(inbound, runs);
        this.handler = new WebhookHandler(
                inbound.inbound(), metrics::health, this::metrics, settings.front(), settings.limits());
        this.metrics = metrics;
        this.tls = settings.tls().isEmpty()
                ? Optional.empty()
                : Optional.of(new ServerTls(settings.tls().get()));
        this.server = new WebhookServer(
                settings.listen(), tls, handler, settings.limits().idle(), ANSWERS);
    }

    /**
     * Reads the configuration and opens the state; {@link #start} begins.
     *
     * @param starter makes the runs from the rules' templates, by rule name
     */
    public static Service open(Path config, Function<Map<String, RunTemplate>, ServiceRuns> starter)
            throws IOException, SettingsException {
        ServeSettings settings = ServeSettings.read(config);
        MessageLog.show(Level.INFO);
        MessageLog.nextStep("ansible-events queue dead-letters shows it, puts it back or drops it");
        settings.log().ifPresent(LogLevel::apply);
        LogLine.redactWith(InboundService.redactor(settings.endpoints()));
        ServeWarnings.of(settings).forEach(LOGGER::warning);
        return new Service(config, settings, starter.apply(settings.runs()));
    }

    private String metrics() {
        return metrics.metrics(handler.connections());
    }

    /** One daemon thread, which ends in {@link #close}. */
    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static MessageQueue queue(ServeSettings settings, Path directory) throws IOException, SettingsException {
        Files.createDirectories(directory, OwnerOnly.directory());
        Section section = settings.queue().isPresent()
                ? settings.queue().get()
                : SettingsFile.parse("{embedded: {}}", "queue", settings.state());
        try {
            return Queues.open(section, directory);
        } catch (QueueException e) {
            if (e.kind() != QueueException.Kind.DAMAGED) {
                throw e;
            }
            LOGGER.severe(e.getMessage());
            return new DamagedQueue(e);
        }
    }

    /**
     * Begins to take messages and to start runs.
     *
     * @return the URL it listens on, with the base path
     */
    public String start() throws IOException {
        syncing.scheduleWithFixedDelay(inbound::sync, 1, 1, TimeUnit.SECONDS);
        String url = server.start();
        tls.ifPresent(files -> watching.scheduleWithFixedDelay(files::look, 1, 1, TimeUnit.SECONDS));
        inbound.start();
        if (inbound.dispatcher().isEmpty()) {
            // Nobody receives here, so without a message from outside a broker that is gone would not be noticed.
            probing.scheduleWithFixedDelay(this::probe, 0, PROBE_SECONDS, TimeUnit.SECONDS);
        }
        return url + settings.front().basePath();
    }

    /**
     * Reads the configuration again, soon, on a thread of the service. Mistakes are logged, and the old configuration
     * stays. Otherwise endpoints, rules, runs, TLS files and limits are the new ones from then on; work under way ends
     * as it began. The keys that count from the next start on only are named.
     *
     * @param afterwards is called when that is over, whether the new configuration was taken or not
     */
    public void reload(Runnable afterwards) {
        watching.execute(() -> {
            readAgain();
            afterwards.run();
        });
    }

    private void readAgain() {
        try {
            ServeSettings next = ServeSettings.read(config);
            if (!next.hasPartsOf(settings)) {
                throw new SettingsException(
                        config + ": whether there are endpoints, and whether there are rules, cannot"
                                + " change while it runs; restart it");
            }
            apply(next);
        } catch (SettingsException e) {
            e.mistakes().forEach(this::notTaken);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, "the configuration is not taken", e);
            notTaken(String.valueOf(e.getMessage()));
        }
    }

    private void notTaken(String mistake) {
        LOGGER.warning(() -> "the configuration is not taken, the old one stays: " + mistake);
    }

    private void apply(ServeSettings next) throws IOException {
        if (tls.isPresent() && next.tls().isPresent()) {
            tls.get().use(next.tls().get()); // the one thing that can still fail
        }
        next.log().ifPresent(LogLevel::apply);
        LogLine.redactWith(InboundService.redactor(next.endpoints()));
        runs.use(next.runs());
        inbound.rules(next.rules(), next.checks());
        inbound.limits(next.options());
        inbound.endpoints(next.endpoints());
        handler.use(next.front(), next.limits());
        List<String> later = next.changedForTheNextStart(settings);
        settings = next.withStartOf(settings);
        LOGGER.info(() -> "the configuration was read again: " + config
                + (later.isEmpty() ? "" : "; these count from the next start on: " + String.join(", ", later)));
        ServeWarnings.of(next).forEach(LOGGER::warning);
    }

    private void probe() {
        try {
            inbound.queue().probe();
        } catch (QueueException | RuntimeException | Error e) {
            LOGGER.log(Level.FINE, "the queue does not answer", e); // the queue has logged it
        }
    }

    /**
     * Accepts nothing new, answers begun requests, waits for runs as long as the configuration says and then cancels
     * them, and leaves everything else in the queue.
     */
    @Override
    public void close() throws IOException {
        watching.shutdown();
        probing.shutdownNow();
        try {
            server.close();
        } finally {
            inbound.stopReceiving();
            runs.end(settings.waitForRuns());
            syncing.shutdown();
            inbound.close();
        }
    }
}
