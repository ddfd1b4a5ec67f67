package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.EndpointSpec;
import io.jenkins.plugins.ansibleevents.engine.inbound.Inbound;
import io.jenkins.plugins.ansibleevents.engine.inbound.RefusedLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.ReceivedCheck;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * All that is between a request and its run in one state directory: queue, journal, endpoints and dispatcher. Needs a
 * server in front of it and a {@link RunStarter} behind it. Endpoints and rules are exchanged while it runs.
 *
 * <p>Below the state directory {@code queue/} belongs to the queue; {@code inbound.v1.db} holds the journal of
 * messages, refused requests, throttle windows and (unless the queue keeps them) delivery ids.
 *
 * <p>Safe for use by several threads.
 */
public final class InboundService implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(InboundService.class.getName());

    private final Store store;
    private final String journalProblem;
    private final MessageQueue queue;
    private final MessageJournal journal;
    private final MessageReports reports;
    private final RefusedLog refused;
    private final Inbound inbound;
    private final Optional<Dispatcher> dispatcher;

    /**
     * The settings it is opened with.
     *
     * @param state the directory of everything that must survive a restart
     * @param endpoints who may send what
     * @param rules what messages start; may be exchanged
     * @param checks by endpoint, what is demanded of messages that come from the queue
     * @param receives whether messages are received here at all, rather than by another process
     * @param options how many runs and messages at once
     * @param retention how much of the past is kept
     */
    public record Setup(
            Path state,
            List<EndpointSpec> endpoints,
            List<Rule> rules,
            Map<String, ReceivedCheck> checks,
            boolean receives,
            DispatcherOptions options,
            Retention retention) {}

    /** Opens the queue. */
    @FunctionalInterface
    public interface QueueOpener {

        /**
         * Opens it.
         *
         * @param directory for its files; not made yet
         */
        MessageQueue open(Path directory) throws IOException, SettingsException;
    }

    private InboundService(Setup setup, Store store, String journalProblem, MessageQueue queue, RunStarter starter) {
        this.store = store;
        this.journalProblem = journalProblem;
        this.queue = queue;
        this.journal = new MessageJournal(store, Clock.systemUTC(), setup.retention());
        JournalProgress progress = new JournalProgress(queue, journal, starter::earlier);
        this.reports = new MessageReports(queue, journal, progress);
        this.refused = new RefusedLog(store, redactor(setup.endpoints()));
        this.inbound =
                new Inbound(setup.endpoints(), queue, store, refused, progress, Clock.systemUTC(), setup.retention());
        this.dispatcher = setup.receives()
                ? Optional.of(
                        new Dispatcher(queue, setup.rules(), setup.checks(), store, journal, starter, setup.options()))
                : Optional.empty();
    }

    /**
     * Opens store and queue; {@link #start} begins. A damaged journal is salvaged, a damaged queue is the opener's
     * matter.
     */
    public static InboundService open(Setup setup, QueueOpener opener, RunStarter starter)
            throws IOException, SettingsException {
        var problem = new StringBuilder();
        Store store = Store.openOrSalvage(setup.state().resolve("inbound.v1.db"), problem::append);
        if (!problem.isEmpty()) {
            LOGGER.warning(problem::toString);
        }
        try {
            MessageQueue queue = opener.open(setup.state().resolve("queue"));
            return new InboundService(setup, store, problem.toString(), queue, starter);
        } catch (IOException | SettingsException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** A redactor of the secrets of endpoints. */
    public static Redactor redactor(List<EndpointSpec> endpoints) {
        return Redactor.of(endpoints.stream()
                .flatMap(endpoint -> endpoint.secrets().stream())
                .toList());
    }

    /** Begins to receive messages and to start runs. */
    public void start() {
        dispatcher.ifPresent(Dispatcher::start);
    }

    /** Takes other endpoints, for requests that come from now on. */
    public void endpoints(List<EndpointSpec> endpoints) {
        refused.redactWith(redactor(endpoints));
        inbound.use(endpoints);
    }

    /** Takes other rules and checks, for messages that are received from now on. */
    public void rules(List<Rule> rules, Map<String, ReceivedCheck> checks) {
        dispatcher.ifPresent(running -> running.rules(rules, checks));
    }

    /** Takes other limits, as {@link Dispatcher#limits}. */
    public void limits(DispatcherOptions options) {
        dispatcher.ifPresent(running -> running.limits(options));
    }

    /** Writes the journal; to be called every second or so. A failure is logged. */
    public void sync() {
        dispatcher.ifPresent(running -> running.tallies().sync());
        journal.syncOrWarn();
    }

    /** The loss of a damaged journal, in one sentence; empty when it was sound. */
    public String journalProblem() {
        return journalProblem;
    }

    public Inbound inbound() {
        return inbound;
    }

    public MessageQueue queue() {
        return queue;
    }

    /** What became of the messages. */
    public MessageReports reports() {
        return reports;
    }

    public RefusedLog refused() {
        return refused;
    }

    /** How the threads are that must live; when one is not up, messages wait. */
    public List<ThreadHealth> threads() {
        return dispatcher.map(Dispatcher::threads).orElse(List.of());
    }

    /** Empty when messages are received by another process. */
    public Optional<Dispatcher> dispatcher() {
        return dispatcher;
    }

    /** How many messages the journal forgot before their time, for lack of space. */
    public long forgottenMessages() {
        return journal.forgotten();
    }

    /** Stops receiving; runs go on and messages are still settled. */
    public void stopReceiving() {
        dispatcher.ifPresent(Dispatcher::stopReceiving);
    }

    /** Releases leases and closes everything; messages that are not settled are redelivered after the next start. */
    @Override
    public void close() throws IOException {
        try {
            dispatcher.ifPresent(Dispatcher::close);
            sync();
            queue.close();
        } finally {
            store.close();
        }
    }
}
