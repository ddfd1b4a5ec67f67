package io.jenkins.plugins.ansibleevents.webhook;

import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.Inbound;
import io.jenkins.plugins.ansibleevents.engine.inbound.RefusedLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Dispatcher;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.DispatcherOptions;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.JournalProgress;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.MessageJournal;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Queues;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.webhook.trigger.BuildStarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;

/**
 * The running parts: queue, endpoints, dispatcher. Made for one queue; endpoints and rules are exchanged while it runs.
 *
 * <p>Below {@code JENKINS_HOME/ansible-events}: {@code queue/} is the queue's, {@code inbound.v1.db} holds the journal of
 * messages, refused requests, throttle windows and (unless the queue keeps them) delivery ids.
 */
final class WebhookRuntime implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(WebhookRuntime.class.getName());

    /** Jenkins has its executors and its queue for limits; this only bounds what is in memory. */
    private static final DispatcherOptions OPTIONS =
            new DispatcherOptions(10_000, 1_000, DispatcherOptions.DEFAULT.lease());

    private final Path home;
    private final BuildStarter starter;
    private final Store store;
    private final String journalProblem;
    private final MessageQueue queue;
    private final MessageJournal journal;
    private final JournalProgress progress;
    private final Dispatcher dispatcher;
    private volatile RuntimeSettings settings;
    private final RefusedLog refused;
    private final Inbound inbound;

    private WebhookRuntime(
            RuntimeSettings settings, Path home, BuildStarter starter, Store store, String journalProblem)
            throws IOException, SettingsException {
        this.home = home;
        this.starter = starter;
        this.store = store;
        this.journalProblem = journalProblem;
        this.settings = settings;
        this.queue = openQueue(settings, home);
        this.journal = new MessageJournal(store, Clock.systemUTC());
        this.progress = new JournalProgress(queue, journal, starter::earlier);
        List<EndpointSpec> specs = settings.specs(home);
        this.refused = new RefusedLog(store, redactor(specs));
        this.inbound = new Inbound(specs, queue, store, refused, progress, Clock.systemUTC());
        this.dispatcher =
                new Dispatcher(queue, List.of(), settings.checks(specs, home), store, journal, starter, OPTIONS);
    }

    /**
     * Opens store and queue.
     *
     * @param home {@code JENKINS_HOME/ansible-events}
     */
    static WebhookRuntime open(RuntimeSettings settings, Path home, BuildStarter starter)
            throws IOException, SettingsException {
        Files.createDirectories(home);
        var problem = new AtomicReference<>("");
        Store store = Store.openOrSalvage(home.resolve("inbound.v1.db"), problem::set);
        if (!problem.get().isEmpty()) {
            LOGGER.warning(problem.get());
        }
        try {
            return new WebhookRuntime(settings, home, starter, store, problem.get());
        } catch (IOException | SettingsException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static MessageQueue openQueue(RuntimeSettings settings, Path home) throws IOException, SettingsException {
        Path state = home.resolve("queue");
        Files.createDirectories(state);
        return Queues.open(SettingsFile.of(settings.queue(), "queue", home), state);
    }

    private Redactor redactor(List<EndpointSpec> specs) {
        Redactor redactor = Redactor.of(specs.stream()
                .flatMap(spec -> spec.authentication().secrets().stream())
                .toList());
        starter.redactWith(redactor);
        return redactor;
    }

    /** Begins to receive. */
    void start() {
        dispatcher.start();
    }

    /** Takes other endpoints, with the same queue, and other rules. */
    void apply(RuntimeSettings next, List<Rule> rules) throws SettingsException {
        List<EndpointSpec> specs = next.specs(home);
        if (!next.equals(settings)) {
            refused.redactWith(redactor(specs));
            inbound.use(specs);
            settings = next;
        }
        dispatcher.rules(rules, next.checks(specs, home));
    }

    /** What was lost of the journal before it was opened; empty for nothing. */
    String journalProblem() {
        return journalProblem;
    }

    RuntimeSettings settings() {
        return settings;
    }

    Inbound inbound() {
        return inbound;
    }

    MessageQueue queue() {
        return queue;
    }

    RefusedLog refused() {
        return refused;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    void sync() {
        journal.syncOrWarn();
    }

    /** Gives back what is leased; whatever is not settled comes again. */
    @Override
    public void close() throws IOException {
        try {
            dispatcher.close();
            sync();
            queue.close();
        } finally {
            store.close();
        }
    }
}
