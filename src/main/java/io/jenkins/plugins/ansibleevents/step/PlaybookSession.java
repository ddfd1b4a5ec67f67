package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.ansibleevents.agent.JenkinsEnd;
import io.jenkins.plugins.ansibleevents.agent.LauncherRunHost;
import io.jenkins.plugins.ansibleevents.agent.WorkspaceName;
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
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions.EventData;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import io.jenkins.plugins.ansibleevents.engine.runner.RunTicket;
import io.jenkins.plugins.ansibleevents.engine.runner.Runner;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run of a playbook for a step: request, run, recording, archive, verdict. A build step calls {@link #run}, which waits for
 * the end; a Pipeline step calls {@link #start} or {@link #takeUp}, and {@link #end} when the run has ended. {@link #cancel} may
 * be called by any thread at any time.
 */
final class PlaybookSession {

    /** For how long a run goes on that nobody comes back to. A night without Jenkins must not end a deployment. */
    private static final Duration ABANDONED = Duration.ofHours(24);

    private static final Logger LOGGER = Logger.getLogger(PlaybookSession.class.getName());

    private final PlaybookOptions options;
    private final StepSurroundings where;
    private final String ident;
    private final String place;
    private final @CheckForNull HeldStep held;
    private final ConsoleOutput console;
    private final HostTally hosts = new HostTally();
    private @CheckForNull Open open;
    private @CheckForNull RunHandle handle;
    private boolean canceled;
    private @CheckForNull String stopReason;
    private volatile boolean outlivesJenkins;
    private volatile boolean goingDown;
    private volatile boolean endedByShutdown;

    /** What is open while the run goes on. */
    private record Open(
            PlaybookRunInfo info,
            PlaybookRequest request,
            RunRecording recording,
            KeptFacts facts,
            RolePlaybook role) {}

    /**
     * A run that is about to start.
     *
     * @param place where in a Pipeline it runs; empty for none
     */
    PlaybookSession(PlaybookOptions options, StepSurroundings where, String place) {
        this(options, where, RunIdents.next(where.build()), place, null);
    }

    /** A run that has gone on without Jenkins. */
    static PlaybookSession again(String ident, HeldStep held, Run<?, ?> build, TaskListener log, String place) {
        return new PlaybookSession(held.options(), held.surroundings(build, log), ident, place, held);
    }

    private PlaybookSession(
            PlaybookOptions options, StepSurroundings where, String ident, String place, @CheckForNull HeldStep held) {
        this.options = options;
        this.where = where;
        this.ident = ident;
        this.place = place;
        this.held = held;
        this.console = new ConsoleOutput(where.log(), held == null ? 0 : shownBefore(ident));
    }

    private static long shownBefore(String ident) {
        return new RunDirectory(RunArchive.recording(ident)).stdout().toFile().length();
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
    record Ending(PlaybookResult result, PolicyVerdict verdict) implements Serializable {}

    /**
     * Runs the playbook to its end and archives what it left.
     *
     * @throws AbortException when an option cannot be used
     * @throws InterruptedException when this thread was interrupted; the run has been canceled and archived by then
     */
    Ending run() throws IOException, InterruptedException {
        try {
            CutOffBuild.save(where.build());
            RunHandle running = begin(Duration.ZERO);
            boolean interrupted = !awaitQuietly(running);
            RunResult result = interrupted ? awaitCanceled(running) : running.await();
            Ending ending = end(result);
            archive(result);
            if (interrupted) {
                throw stopped(result.outcome().sentence());
            }
            return ending;
        } catch (InterruptedIOException e) {
            throw stopped(String.valueOf(e.getMessage()));
        } finally {
            close();
        }
    }

    /**
     * Starts the playbook, which goes on without Jenkins for as long as the options say. The caller ends the session by {@link
     * #close}, also when this fails.
     *
     * @throws AbortException when an option cannot be used
     */
    CompletionStage<RunResult> start() throws IOException, InterruptedException {
        return begin(abandonedTimeout()).ended();
    }

    private RunHandle begin(Duration patience) throws IOException, InterruptedException {
        outlivesJenkins = !patience.isZero();
        RunsAtShutdown.get().began(this);
        where.workspace().mkdirs(); // the first step of a build may be this one
        PlaybookRequest request = RequestFactory.create(options, where, ident);
        PlaybookRunInfo info = info(ChosenEmitters.of(options, where));
        RunOptions runOptions = runOptions().withPatience(patience);
        var host = new LauncherRunHost(where.launcher(), where.workspace(), where.environment());
        RunRecording recording = RunRecording.open(info, options.isJobEvents(), part(), console::say);
        KeptFacts facts;
        RolePlaybook role;
        try {
            role = RolePlaybook.write(RequestFactory.role(options, where, ident), where.workspace(), ident);
            facts = KeptFacts.of(options.isFactCache(), host, ident);
        } catch (IOException | InterruptedException e) {
            recording.close();
            throw e;
        }
        open = new Open(info, request, recording, facts, role);
        PlaybookRunsAction.began(info);
        var listeners = listeners(recording, listener -> listener.onStart(info));
        listeners.add(new Keeping(ticket -> heldStep(ticket, request, facts.path(), info.emitters())));
        RunHandle started =
                new Runner(host).start(facts.addTo(request), runOptions, listeners.toArray(RunListener[]::new));
        hold(started);
        return started;
    }

    @CheckForNull
    private HeldStep heldStep(
            RunTicket ticket, PlaybookRequest request, @CheckForNull String facts, List<String> emitters) {
        WorkspaceName place = WorkspaceName.of(where.workspace());
        return place == null ? null : new HeldStep(options, request, ticket, place, facts, emitters);
    }

    /** Saves what takes the run up again, before Ansible begins, and its end, before its host forgets it. */
    private final class Keeping implements RunListener {

        private final Function<RunTicket, HeldStep> beginning;
        private @CheckForNull HeldStep kept;

        /** @param beginning what is saved of a run that is about to begin */
        Keeping(Function<RunTicket, HeldStep> beginning) {
            this.beginning = beginning;
        }

        /** The keeping of a run that is taken up. */
        Keeping(HeldStep before) {
            this(ticket -> before);
            this.kept = before;
        }

        @Override
        public void held(RunTicket ticket) {
            kept = beginning.apply(ticket);
            save(problem -> stop(Messages.PlaybookSession_notHeld(problem)));
        }

        @Override
        public void heldOver(RunResult result) {
            if (kept != null) {
                kept.ended(result);
            }
            save(problem -> LOGGER.warning(() -> "The end of the run " + ident + " could not be saved: " + problem));
        }

        private void save(Consumer<String> problems) {
            try {
                if (kept != null) {
                    kept.save(ident);
                }
            } catch (IOException e) {
                problems.accept(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Takes up the run of a session that a restart of Jenkins has ended. */
    CompletionStage<RunResult> takeUp() throws IOException {
        HeldStep before = heldBefore();
        outlivesJenkins = true;
        RunsAtShutdown.get().began(this);
        console.say(Messages.PlaybookSession_takenUp(ident));
        PlaybookRunInfo info = info(before.emitters());
        var host = LauncherRunHost.again(before.place());
        RunRecording recording = RunRecording.takeUp(info, options.isJobEvents(), console::say);
        KeptFacts facts = KeptFacts.again(before.facts(), host, ident);
        PlaybookRequest request = RequestFactory.again(before, where, ident);
        open = new Open(info, request, recording, facts, RolePlaybook.again(before, ident));
        PlaybookRunsAction.began(info);
        var listeners = listeners(recording, listener -> listener.onTakenUp(info));
        listeners.add(new Keeping(before));
        LeftRecordings.takenUp(ident);
        RunResult result = before.result(ident);
        if (result != null) {
            new EndedRun(info.directory()).handOut(result, listeners);
            return CompletableFuture.completedFuture(result);
        }
        RunOptions runOptions = runOptions().withPatience(abandonedTimeout());
        RunHandle running = new Runner(host)
                .takeUp(
                        before.ticket(ident),
                        request,
                        runOptions,
                        before.secrets(),
                        listeners.toArray(RunListener[]::new));
        hold(running);
        return running.ended();
    }

    private HeldStep heldBefore() {
        HeldStep before = held;
        if (before == null) {
            throw new IllegalStateException("the run " + ident + " is new");
        }
        return before;
    }

    private PlaybookRunInfo info(List<String> emitters) {
        return new PlaybookRunInfo(
                where.build(),
                ident,
                options.title(),
                limit(),
                place,
                RunArchive.recording(ident),
                emitters,
                where.log(),
                this::stop);
    }

    /** The limit for people; a secret variable in it stays one. */
    private String limit() {
        String text = options.getLimit().strip();
        return where.sensitiveNames().stream().anyMatch(text::contains) ? text : where.expand(text);
    }

    /** Completes the recording of a run that has ended, and judges it. {@link #archive} is to follow. */
    Ending end(RunResult result) throws IOException, InterruptedException {
        Open done = open;
        if (done == null) {
            throw new IllegalStateException("the run " + ident + " has not begun");
        }
        done.facts().keep(done.request(), console::say);
        done.recording().finish(result);
        var summary = new RunSummary(done.info(), done.request().isCheck(), result, hosts);
        tellFinished(done.info(), summary);
        publish();
        endedByShutdown = isByShutdown(result.outcome().kind());
        PlaybookRunsAction.add(where.build(), summary); // before the recording is deleted: a crash loses neither
        PolicyVerdict verdict = PolicyVerdict.of(policy(), result.outcome(), hosts);
        return new Ending(new PlaybookResult(result, hosts, verdict), verdict);
    }

    /** Archives what an ended run left, and says so. */
    void archive(RunResult result) throws InterruptedException {
        archive(result.status() == RunStatus.SUCCESSFUL);
        String counts = Messages.PlaybookSession_ended(
                result.events(), seconds(result.duration()), RunArchive.pathOf(ident), part().ordinal());
        RunSummary summary = PlaybookRunsAction.summary(where.build(), ident);
        console.end(ident, summary == null ? counts : Messages.PlaybookSession_endedSo(summary.getHeadline(), counts));
    }

    /** Closes what is open, also when the run could not be started. */
    void close() {
        Open done = open;
        if (done != null) {
            done.recording().close();
            done.facts().close();
            done.role().close();
        }
        PlaybookRunsAction.gone(ident);
        RunsAtShutdown.get().ended(this);
    }

    /** Closes what is open while the run goes on without Jenkins. */
    void left() {
        Open going = open;
        if (going != null) {
            going.recording().close();
            tell("was left", listener -> listener.onLeft(going.info()));
        }
        PlaybookRunsAction.gone(ident);
        RunsAtShutdown.get().ended(this);
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

    private List<RunListener> listeners(RunRecording recording, Function<PlaybookRunListener, RunListener> beginning) {
        var all = new ArrayList<RunListener>(List.of(log(recording.eventsBefore()), hosts, recording));
        tell("began", extension -> {
            RunListener listener = beginning.apply(extension);
            if (listener != null) {
                all.add(listener);
            }
        });
        return all;
    }

    /** @param shownBefore the counter of the last event that the log has already */
    private RunListener log(long shownBefore) {
        ConsoleMode mode = ConsoleMode.of(options.getConsole());
        return mode == ConsoleMode.FULL
                ? console
                : new TaskConsole(console, console::line, mode == ConsoleMode.TASKS, shownBefore);
    }

    private void tellFinished(PlaybookRunInfo info, RunSummary summary) {
        tell("ended", extension -> extension.onFinished(info, summary));
    }

    private void tell(String what, Consumer<PlaybookRunListener> call) {
        for (PlaybookRunListener extension : PlaybookRunListener.all()) {
            try {
                call.accept(extension);
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.WARNING, e, () -> "A listener to runs failed when " + ident + " " + what);
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

    private Duration abandonedTimeout() throws AbortException {
        String text = where.expand(options.getAbandonedTimeout()).strip();
        return text.isEmpty() ? ABANDONED : checked("abandonedTimeout", text, PlaybookOptions::abandonedTimeout);
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
        } else if (goingDown) {
            started.leave();
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

    /** Jenkins goes down: leaves a run that goes on without it, and ends any other. */
    void endForShutdown() {
        goingDown = true;
        if (!outlivesJenkins) {
            stop(LeftRecordings.reason());
            return;
        }
        RunHandle running;
        synchronized (this) {
            running = handle;
        }
        if (running != null) {
            running.leave();
        }
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
