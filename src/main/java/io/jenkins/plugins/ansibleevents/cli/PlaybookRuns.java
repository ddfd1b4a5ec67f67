package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.cli.serve.Prometheus;
import io.jenkins.plugins.ansibleevents.cli.serve.RunTemplate;
import io.jenkins.plugins.ansibleevents.cli.serve.ServiceRuns;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.EmitterMeters;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.Action;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.EarlierRun;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunWatcher;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs playbooks for rules, by the code of {@code ansible-events run}: the same private data directory, artifacts and
 * emitters. Safe for use by several threads.
 */
final class PlaybookRuns implements ServiceRuns {

    private static final Logger LOGGER = Logger.getLogger(PlaybookRuns.class.getName());

    /** Longer than the grace period of a cancelled run's processes. */
    private static final long CANCEL_SECONDS = 30;

    private static final Duration LOOK_FOR_UNDELIVERED = Duration.ofMinutes(1);

    private final Map<String, RunTemplate> templates = new ConcurrentHashMap<>();
    private final Plugins plugins;
    private final Terminal terminal;
    private final Set<ServedRun> running = ConcurrentHashMap.newKeySet();

    /** The dispatcher starts at most {@code maxRuns} runs at once, so there are no more threads; they end with the service. */
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "playbook run"));

    private final EmitterMeters emitters = new EmitterMeters();
    private final LaterDelivery later;
    private volatile boolean ending;

    /**
     * Makes runs.
     *
     * @param templates by rule name
     * @param plugins whose emitters the runs may have
     * @param terminal where errors of runs are written
     */
    PlaybookRuns(Map<String, RunTemplate> templates, Plugins plugins, Terminal terminal) {
        this.templates.putAll(templates);
        this.plugins = plugins;
        this.terminal = terminal;
        this.later = new LaterDelivery(directories(templates), LOOK_FOR_UNDELIVERED);
    }

    @Override
    public void use(Map<String, RunTemplate> next) {
        templates.putAll(next);
        later.add(directories(next));
    }

    private static List<Path> directories(Map<String, RunTemplate> templates) {
        return templates.values().stream()
                .map(template -> template.description().privateDataDir())
                .toList();
    }

    /** What {@code ansible-events run} would refuse in the private data directory of a template; empty when nothing. */
    static Optional<String> problem(RunTemplate template, Plugins plugins, Terminal terminal) {
        try {
            RunSetup.of(template.description(), plugins, terminal).emitters();
            return Optional.empty();
        } catch (SettingsException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean paused() {
        return ending;
    }

    @Override
    public void start(Action action, RunWatcher watcher) {
        RunTemplate template = templates.get(action.rule());
        var run = new ServedRun(action.id(), watcher);
        running.add(run);
        threads.execute(() -> run(run, template, action));
    }

    private void run(ServedRun run, RunTemplate template, Action action) {
        try {
            Terminal ofRun = terminal.withErrorsTo(line -> LOGGER.warning(() -> "run " + action.id() + ": " + line));
            RunSetup setup = RunSetup.ofOneOfSeveral(template.description(action), plugins, ofRun, emitters);
            new RunSession(setup, ofRun, List.of(run)).run();
            run.over();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            run.failed("interrupted");
        } catch (Exception e) {
            LOGGER.log(Level.FINE, "a run failed", e);
            run.failed(String.valueOf(e.getMessage()));
        } finally {
            running.remove(run);
        }
    }

    @Override
    public synchronized EarlierRun earlier(String rule, String run) {
        RunTemplate template = templates.get(rule);
        if (template == null) {
            return EarlierRun.UNKNOWN;
        }
        try {
            return new RunRemains(RunDirectory.in(template.description().artifacts(), run)).judge();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "what became of run " + run + " cannot be read, it is taken as cut off: " + e.getMessage());
            return EarlierRun.CUT_OFF;
        }
    }

    @Override
    public int running() {
        return running.size();
    }

    @Override
    public void metrics(Prometheus page) {
        EmitterMetrics.write(emitters.readings(), page);
    }

    @Override
    public void end(Duration patience) {
        ending = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                running.forEach(ServedRun::cancel);
                threads.awaitTermination(CANCEL_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            later.close();
        }
    }
}
