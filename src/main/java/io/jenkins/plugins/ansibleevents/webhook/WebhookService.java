package io.jenkins.plugins.ansibleevents.webhook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.ansibleevents.engine.inbound.MessageLog;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.InboundService;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.ThreadHealth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueDepth;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.webhook.trigger.BuildStarter;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventTriggers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The life of the webhooks from the start of Jenkins to its end. One thread compares the configuration with the running
 * parts and changes only those that differ: when the configuration or a trigger changes, and every minute, for changed
 * credentials and for a queue that could not be opened.
 *
 * <p>Endpoints accept messages as soon as the configuration is loaded. Builds start when all jobs are loaded: before, a
 * message would find no trigger.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class WebhookService implements EventTriggers.Listener {

    private static final Logger LOGGER = Logger.getLogger(WebhookService.class.getName());
    private static final long LOOK_AROUND_SECONDS = 60;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            new NamingThreadFactory(new DaemonThreadFactory(), WebhookService.class.getName()));
    /** Slow senders have a thread of their own, because the other one may wait for a broker. */
    private final ScheduledExecutorService senders = Executors.newSingleThreadScheduledExecutor(
            new NamingThreadFactory(new DaemonThreadFactory(), WebhookService.class.getName() + " senders"));

    private final AtomicBoolean triggersPending = new AtomicBoolean();
    private volatile boolean configured;
    private volatile boolean jobsLoaded;
    private volatile boolean receiving;
    private volatile boolean ended;
    private volatile Optional<WebhookRuntime> runtime = Optional.empty();
    private volatile Map<String, String> problems = Map.of();
    private volatile Map<String, String> warnings = Map.of();
    private volatile String queueProblem = "";
    private volatile QueueDepth depth = QueueDepth.UNKNOWN;

    /** The service of this Jenkins. */
    public static WebhookService get() {
        return ExtensionList.lookupSingleton(WebhookService.class);
    }

    /** Opens the endpoints. */
    @Initializer(after = InitMilestone.SYSTEM_CONFIG_ADAPTED, before = InitMilestone.JOB_LOADED)
    public static void openEndpoints() {
        get().begin();
    }

    /** Lets builds start. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void startBuilds() {
        WebhookService service = get();
        service.jobsLoaded = true;
        service.settingsChanged();
        service.execute(BuildStarter.get()::sweep);
    }

    /** Releases leases and closes everything. */
    @Terminator
    public static void end() {
        get().shutDown();
    }

    private void begin() {
        configured = true;
        MessageLog.nextStep("Manage Jenkins, Ansible Events webhooks, puts it back or drops it");
        EventTriggers.get()
                .countWith(rule -> runtime().flatMap(InboundService::dispatcher).map(running -> running.tallies()
                        .of(rule)));
        BuildStarter.get().pressure().readyWhen(() -> receiving && !ended);
        settingsChanged();
        try {
            thread.scheduleWithFixedDelay(this::lookAround, LOOK_AROUND_SECONDS, LOOK_AROUND_SECONDS, TimeUnit.SECONDS);
            thread.scheduleWithFixedDelay(this::everySecond, 1, 1, TimeUnit.SECONDS);
            senders.scheduleWithFixedDelay(this::breakOffSlow, 1, 1, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.fine("after the end: Jenkins was stopped while it started");
        }
    }

    /** The configuration may have changed; returns at once. */
    public void settingsChanged() {
        if (configured) {
            execute(this::reconcile);
        }
    }

    @Override
    public void triggersChanged() {
        // Many jobs are loaded or saved together: one comparison covers all changes before its begin.
        if (configured && triggersPending.compareAndSet(false, true)) {
            execute(() -> {
                triggersPending.set(false);
                reconcile();
            });
        }
    }

    private void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOGGER.fine("after the end");
        }
    }

    private void lookAround() {
        EventTriggers.get().forgetReplaced();
        reconcile();
        BuildStarter.get().sweep();
    }

    private void everySecond() {
        if (EventTriggers.get().forgetStopped()) {
            reconcile();
        }
        runtime().ifPresent(running -> {
            running.sync();
            depth = depth(running);
        });
    }

    private void breakOffSlow() {
        try {
            runtime().ifPresent(running -> running.inbound().bodies().breakOffSlow());
        } catch (RuntimeException | Error e) { // a periodic task that throws is not called again
            LOGGER.log(Level.WARNING, "slow senders were not sent away", e);
        }
    }

    private static QueueDepth depth(InboundService running) {
        try {
            return running.queue().depth();
        } catch (QueueException | RuntimeException e) {
            LOGGER.log(Level.FINE, "the depth of the queue is not known", e);
            return QueueDepth.UNKNOWN;
        }
    }

    private void reconcile() {
        try {
            reconcileOrThrow();
            queueProblem = "";
        } catch (SettingsException e) {
            // Its message names the place and the next step; a stack trace would only hide them.
            failed(e.getMessage(), null);
        } catch (IOException | RuntimeException e) {
            failed(String.valueOf(e.getMessage()), e);
        } catch (LinkageError e) {
            failed(Messages.WebhookService_noLibrary(e.getMessage()), e);
        } catch (Error e) {
            // The executor would hide the exception and never run this task again.
            failed(e.toString(), e);
        }
    }

    private void failed(String problem, @CheckForNull Throwable cause) {
        Level level = problem.equals(queueProblem) ? Level.FINE : Level.WARNING;
        LOGGER.log(level, cause, () -> "webhooks cannot be taken or handled, trying again: " + problem);
        queueProblem = problem;
    }

    private void reconcileOrThrow() throws IOException, SettingsException {
        if (ended) {
            return;
        }
        WebhookConfiguration configuration = WebhookConfiguration.get();
        RuntimeSettings next = RuntimeSettings.of(configuration, home());
        EventTriggers.Rules rules = EventTriggers.get().rules();
        try {
            apply(configuration, next, rules);
        } finally {
            tell(next, rules);
        }
    }

    private void apply(WebhookConfiguration configuration, RuntimeSettings next, EventTriggers.Rules rules)
            throws IOException, SettingsException {
        BuildStarter.get().pressure().maxQueueLength(configuration.getMaxQueueLength());
        if (runtime.isPresent() && !runtime.get().settings().hasQueueOf(next)) {
            close();
        }
        if (runtime.isEmpty()
                && (!configuration.getEndpoints().isEmpty()
                        || !EventTriggers.get().isEmpty())) {
            runtime = Optional.of(WebhookRuntime.open(next, rules.rules(), home(), BuildStarter.get()));
            runtime.get().service().start();
            LOGGER.info(() ->
                    "webhooks: " + next + ", " + runtime.get().service().queue().description());
        } else if (runtime.isPresent()) {
            runtime.get().apply(next, rules.rules());
        }
        runtime().ifPresent(running -> running.inbound().bodies().use(configuration.bodyLimits()));
        // Without a rule no job wants messages, so they wait in the queue.
        receiving = jobsLoaded && runtime.isPresent() && !rules.rules().isEmpty();
    }

    private void tell(RuntimeSettings next, EventTriggers.Rules rules) {
        var all = new LinkedHashMap<String, String>();
        next.problems().forEach((name, problem) -> all.put(Messages.WebhookService_endpoint(name), problem));
        rules.problems().forEach((name, problem) -> all.put(Messages.WebhookService_job(name), problem));
        warnOfNew(all, problems);
        problems = Map.copyOf(all);
        var mistakes = new LinkedHashMap<String, String>();
        WebhookConfiguration.get().getEndpoints().stream()
                .filter(endpoint -> !endpoint.warnings().isEmpty())
                .forEach(endpoint -> mistakes.put(
                        Messages.WebhookService_endpoint(endpoint.getName()), String.join(" ", endpoint.warnings())));
        rules.warnings().forEach((name, words) -> mistakes.put(Messages.WebhookService_job(name), words));
        warnOfNew(mistakes, warnings);
        warnings = Map.copyOf(mistakes);
    }

    private static void warnOfNew(Map<String, String> now, Map<String, String> before) {
        now.forEach((place, words) -> {
            if (!words.equals(before.get(place))) {
                LOGGER.warning(() -> place + ": " + words);
            }
        });
    }

    /** What is probably a mistake in endpoints and triggers that can be used, by their names. */
    public Map<String, String> warnings() {
        return warnings;
    }

    private static Path home() {
        return Jenkins.get().getRootDir().toPath().resolve("ansible-events");
    }

    private void close() {
        Optional<WebhookRuntime> old = runtime;
        runtime = Optional.empty();
        try {
            if (old.isPresent()) {
                old.get().close();
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "webhooks were not closed in good order", e);
        }
    }

    private void shutDown() {
        ended = true;
        execute(this::close);
        senders.shutdown();
        thread.shutdown();
        try {
            thread.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The running service; empty when nothing is configured, or while the queue cannot be opened. */
    Optional<InboundService> runtime() {
        return runtime.map(WebhookRuntime::service);
    }

    /** Whether an endpoint accepts messages now. */
    public boolean isRunning(String endpoint) {
        return runtime()
                .map(running -> running.inbound().endpoint(endpoint).isPresent())
                .orElse(false);
    }

    /** Whether an endpoint of this name is configured, usable or not. */
    static boolean isConfigured(String endpoint) {
        return WebhookConfiguration.get().endpointNames().contains(endpoint);
    }

    /** The problems of endpoints, triggers and necessary threads, by their names. */
    public Map<String, String> problems() {
        var all = new LinkedHashMap<>(problems);
        runtime().map(InboundService::threads).orElse(List.of()).stream()
                .filter(thread -> !thread.up() || thread.restarts() > 0)
                .forEach(thread -> all.put(Messages.WebhookService_thread(thread.name()), problemOf(thread)));
        runtime()
                .map(InboundService::journalProblem)
                .filter(problem -> !problem.isEmpty())
                .ifPresent(problem -> all.put(Messages.WebhookService_journal(), problem));
        return all;
    }

    private static String problemOf(ThreadHealth thread) {
        return thread.up()
                ? Messages.WebhookService_threadWasBegunAgain(thread.restarts(), thread.lastError())
                : Messages.WebhookService_threadIsDown(thread.lastError());
    }

    /** Why messages can neither be accepted nor handled now; empty when all is well. */
    public String sourceProblem() {
        if (!queueProblem.isEmpty()) {
            return queueProblem;
        }
        return runtime()
                .map(running -> running.queue().health())
                .filter(health -> !health.up())
                .map(health -> health.lastError())
                .orElse("");
    }

    /** The depth of the queue, at most a second old. */
    public QueueDepth depth() {
        return depth;
    }

    @CheckForNull
    static String absolute(@CheckForNull String path) {
        String root = Jenkins.get().getRootUrl();
        return root == null || path == null ? path : root + path;
    }
}
