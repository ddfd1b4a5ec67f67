package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.agent.JenkinsEnd;
import io.jenkins.plugins.ansibleevents.agent.LauncherRunHost;
import io.jenkins.plugins.ansibleevents.build.ArchivedPart;
import io.jenkins.plugins.ansibleevents.build.CutOffBuild;
import io.jenkins.plugins.ansibleevents.build.HostTally;
import io.jenkins.plugins.ansibleevents.build.LeftRecordings;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunInfo;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunListener;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunsAction;
import io.jenkins.plugins.ansibleevents.build.RunArchive;
import io.jenkins.plugins.ansibleevents.build.RunRecording;
import io.jenkins.plugins.ansibleevents.build.RunSummary;
import io.jenkins.plugins.ansibleevents.build.TestResultPublisher;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions.EventData;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import io.jenkins.plugins.ansibleevents.engine.runner.Runner;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run of a playbook for a step: request, run, recording, archive, verdict. {@link #run} is called once; {@link
 * #cancel} may be called by any thread at any time.
 */
final class PlaybookSession {

    private static final Logger LOGGER = Logger.getLogger(PlaybookSession.class.getName());

    private final PlaybookOptions options;
    private final StepSurroundings where;
    private final String ident;
    private final ConsoleOutput console;
    private final HostTally hosts = new HostTally();
    private @CheckForNull RunHandle handle;
    private boolean canceled;
    private @CheckForNull String stopReason;
    private volatile boolean goingDown;
    private volatile boolean endedByShutdown;

    PlaybookSession(PlaybookOptions options, StepSurroundings where) {
        this.options = options;
        this.where = where;
        this.ident = RunIdents.next(where.build());
        this.console = new ConsoleOutput(where.log());
    }

    /** The run's ident. */
    String ident() {
        return ident;
    }

    Run<?, ?> build() {
        return where.build();
    }

    /** Whether the end of Jenkins was the end of the run. */
    boolean isEndedByShutdown() {
        return endedByShutdown;
    }

    /** The result of a session, for its step. */
    record Ending(PlaybookResult result, PolicyVerdict verdict) {}

    /**
     * Runs the playbook to its end and archives what it left.
     *
     * @throws AbortException when an option cannot be used
     * @throws InterruptedException when this thread was interrupted; the run has been canceled and archived by then
     */
    Ending run() throws IOException, InterruptedException {
        RunsAtShutdown.get().began(this);
        try {
            CutOffBuild.save(where.build());
            return runToEnd();
        } catch (InterruptedIOException e) {
            throw stopped(String.valueOf(e.getMessage()));
        } finally {
            RunsAtShutdown.get().ended(this);
        }
    }

    private Ending runToEnd() throws IOException, InterruptedException {
        where.workspace().mkdirs(); // the first step of a build may be this one
        PlaybookRequest request = RequestFactory.create(options, where);
        List<String> emitters = ChosenEmitters.of(options, where);
        RunOptions runOptions = runOptions();
        var host = new LauncherRunHost(where.launcher(), where.workspace(), where.environment());
        var info = new PlaybookRunInfo(
                where.build(),
                ident,
                options.getPlaybook(),
                RunArchive.recording(ident),
                emitters,
                where.log(),
                this::stop);
        RunResult result;
        boolean interrupted = false;
        try (RunRecording recording = RunRecording.open(info, options.isJobEvents(), part(), console::say);
                KeptFacts facts = KeptFacts.of(options.isFactCache(), host, ident)) {
            RunHandle started = new Runner(host).start(facts.addTo(request), runOptions, listeners(recording, info));
            hold(started);
            interrupted = !awaitQuietly(started);
            result = interrupted ? awaitCanceled(started) : started.await();
            facts.keep(request, console::say);
            recording.finish(result);
        }
        return end(info, result, interrupted);
    }

    private Ending end(PlaybookRunInfo info, RunResult result, boolean interrupted)
            throws IOException, InterruptedException {
        var summary = new RunSummary(options.getPlaybook(), options.isCheckMode() || options.isDrift(), result, hosts);
        tellFinished(info, summary);
        publish();
        endedByShutdown = isByShutdown(result.outcome().kind());
        PlaybookRunsAction.add(where.build(), summary); // before the recording is deleted: a crash loses neither
        archive(result.status() == RunStatus.SUCCESSFUL);
        PolicyVerdict verdict = PolicyVerdict.of(policy(), result.outcome(), hosts);
        console.end(Messages.PlaybookSession_ended(
                result.events(), seconds(result.duration()), RunArchive.pathOf(ident), part().ordinal()));
        if (interrupted) {
            throw stopped(result.outcome().sentence());
        }
        return new Ending(new PlaybookResult(result, hosts, verdict), verdict);
    }

    /** Without a stack trace: Jenkins logs the exception of a build that somebody has stopped. */
    private static InterruptedException stopped(String sentence) {
        var stopped = new InterruptedException(sentence);
        stopped.setStackTrace(new StackTraceElement[0]);
        return stopped;
    }

    private boolean isByShutdown(RunOutcome.Kind kind) {
        return switch (kind) {
            case STOPPED -> goingDown;
            case HOST_LOST, NOT_STARTED -> goingDown || JenkinsEnd.hasBegun();
            default -> false;
        };
    }

    private ResultPolicy policy() {
        return options.isDrift() ? options.getResultPolicy().forDrift() : options.getResultPolicy();
    }

    private RunListener[] listeners(RunRecording recording, PlaybookRunInfo info) {
        var all = new ArrayList<RunListener>(List.of(log(), hosts, recording));
        for (PlaybookRunListener extension : PlaybookRunListener.all()) {
            try {
                RunListener listener = extension.onStart(info);
                if (listener != null) {
                    all.add(listener);
                }
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.WARNING, e, () -> "A listener to runs failed at the start of " + ident);
            }
        }
        return all.toArray(RunListener[]::new);
    }

    private RunListener log() {
        ConsoleMode mode = ConsoleMode.of(options.getConsole());
        return mode == ConsoleMode.FULL
                ? console
                : new TaskConsole(console, console::line, mode == ConsoleMode.TASKS, 0);
    }

    private void tellFinished(PlaybookRunInfo info, RunSummary summary) {
        for (PlaybookRunListener extension : PlaybookRunListener.all()) {
            try {
                extension.onFinished(info, summary);
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.WARNING, e, () -> "A listener to runs failed at the end of " + ident);
            }
        }
    }

    private void publish() throws InterruptedException {
        if (!options.isJunit()) {
            return;
        }
        if (TestResultPublisher.all().isEmpty()) {
            console.say(Messages.PlaybookSession_noJunit());
        }
        for (TestResultPublisher publisher : TestResultPublisher.all()) {
            try {
                publisher.publish(where.build(), RunArchive.recording(ident), where.log());
            } catch (IOException e) {
                console.say(Messages.PlaybookSession_notPublished(e.getMessage()));
            }
        }
    }

    private ArchivedPart part() {
        return ArchivedPart.of(options.getArchive());
    }

    private void archive(boolean successful) throws InterruptedException {
        Run<?, ?> build = where.build();
        try {
            RunArchive.archive(build, RunArchive.recording(ident), where.log(), name -> part().has(name, successful));
        } catch (IOException e) {
            console.say(Messages.PlaybookSession_notArchived(e.getMessage()));
            LOGGER.log(Level.WARNING, e, () -> "Cannot archive the run " + ident + " of " + build);
        }
    }

    private RunOptions runOptions() throws AbortException {
        return RunOptions.defaults()
                .withIdent(ident)
                .withCapture(capture())
                .withJobTimeout(time("jobTimeout", options.getJobTimeout()))
                .withIdleTimeout(time("idleTimeout", options.getIdleTimeout()));
    }

    private CaptureOptions capture() throws AbortException {
        CaptureOptions capture = CaptureOptions.defaults()
                .withEventData(EventData.of(options.isOmitEventData(), options.isOnlyFailedEventData()))
                .withShortenFacts(options.isShortenFacts());
        List<String> omitted = where.expandedLines(options.getOmitEvents());
        capture = checked("omitEvents", capture, all -> all.withOmittedEvents(omitted));
        capture = checked("maxResultSize", capture, all -> all.withMaxResultSize(options.getMaxResultSize()));
        return checked("maxEventsSize", capture, all -> all.withMaxEventsSize(options.getMaxEventsSize()));
    }

    private Duration time(String option, String text) throws AbortException {
        String expanded = where.expand(text).strip();
        return expanded.isEmpty() ? Duration.ZERO : checked(option, expanded, Durations::parse);
    }

    private static <T, R> R checked(String option, T value, Function<T, R> reading) throws AbortException {
        try {
            return reading.apply(value);
        } catch (IllegalArgumentException e) {
            throw new AbortException("ansibleRun: " + option + ": " + e.getMessage());
        }
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** Whether the run ended by itself; false when this thread was interrupted. */
    private static boolean awaitQuietly(RunHandle run) {
        try {
            run.await();
            return true;
        } catch (InterruptedException e) {
            run.cancel();
            return false;
        }
    }

    /** Waits for the end of a canceled run, which the engine bounds, whatever interrupts this thread. */
    private static RunResult awaitCanceled(RunHandle run) {
        while (true) {
            try {
                return run.await();
            } catch (InterruptedException e) {
                run.cancel(); // somebody is impatient; the processes have their grace all the same
            }
        }
    }

    private void hold(RunHandle started) {
        boolean cancel;
        String reason;
        synchronized (this) {
            handle = started;
            cancel = canceled;
            reason = stopReason;
        }
        if (cancel) {
            started.cancel();
        } else if (reason != null) {
            started.fail(reason);
        }
    }

    /** Cancels the run; does nothing when it has ended. */
    void cancel() {
        RunHandle running;
        synchronized (this) {
            canceled = true;
            running = handle;
        }
        if (running != null) {
            running.cancel();
        }
    }

    /** Ends the run because Jenkins goes down. */
    void endForShutdown() {
        goingDown = true;
        stop(LeftRecordings.reason());
    }

    private void stop(String reason) {
        RunHandle running;
        synchronized (this) {
            stopReason = reason;
            running = handle;
        }
        if (running != null) {
            running.fail(reason);
        }
    }
}
