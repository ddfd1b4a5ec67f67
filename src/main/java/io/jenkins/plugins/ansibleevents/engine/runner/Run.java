package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.playbook.CommandLine;
import io.jenkins.plugins.ansibleevents.engine.playbook.Isolation;
import io.jenkins.plugins.ansibleevents.engine.playbook.NeededFile;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.secret.Redactor;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * One run, in steps on threads that all runs share: prepare, follow, end; see {@link Runner} for what it promises. Its state
 * belongs to the step that is being taken.
 */
final class Run implements RunHandle {

    private static final Logger LOGGER = Logger.getLogger(Run.class.getName());

    /** The exit code when nothing was started. */
    private static final int RC_NOT_STARTED = 1;

    private final RunHost host;
    private final PlaybookRequest request;
    private final List<NeededFile> needed;
    private final RunOptions options;
    private final Redactor redactor;
    private final Listeners listeners;
    private final StopRequest stopRequest = new StopRequest();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final RunThreads threads;
    private final @CheckForNull RunTicket ticket;
    private final AtomicBoolean left = new AtomicBoolean();
    private final long startedNanos;
    private volatile @CheckForNull RunThreads.Turns turns;
    private @CheckForNull Followed followed;
    private @CheckForNull RunResult ended;

    /** A run whose Ansible has been started. */
    private record Followed(Launch launch, Capture capture, Follower follower, ActiveTasks tasks, OutputQueue output) {

        /** Removes what the run has on its host. */
        void remove() {
            output.abandon();
            launch.abandon();
        }
    }

    Run(RunHost host, PlaybookRequest request, RunOptions options, List<RunListener> listeners) {
        this(host, request, options, listeners, null, List.of());
    }

    /**
     * A run, or the rest of a held one.
     *
     * @param ticket of the held run; null for a new run
     * @param masked further secrets
     */
    Run(
            RunHost host,
            PlaybookRequest request,
            RunOptions options,
            List<RunListener> listeners,
            @CheckForNull RunTicket ticket,
            List<Secret> masked) {
        this.host = host;
        this.request = request;
        this.needed = NeededFile.of(request);
        this.options = options;
        this.redactor = Redactor.of(
                Stream.concat(request.secrets().stream(), masked.stream()).toList());
        this.ticket = ticket;
        this.startedNanos = System.nanoTime() - secondsSince(ticket);
        this.listeners = new Listeners(options.ident(), listeners);
        this.threads = RunThreads.SHARED;
    }

    /** A clock that was set back meanwhile does no harm. */
    private static long secondsSince(@CheckForNull RunTicket ticket) {
        return ticket == null
                ? 0
                : Math.max(0, Duration.between(ticket.started(), Instant.now()).toNanos());
    }

    void start() {
        turns = threads.start(this::step);
    }

    @Override
    public String ident() {
        return options.ident();
    }

    @Override
    public void cancel() {
        stopRequest.ask(StopReason.canceled());
        wake();
    }

    @Override
    public void fail(String reason) {
        stopRequest.ask(StopReason.failed(reason));
        wake();
    }

    @Override
    public void leave() {
        left.set(options.isHeld());
        wake();
    }

    private void wake() {
        RunThreads.Turns known = turns;
        if (known != null) {
            known.wake();
        }
    }

    @Override
    public RunResult await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run always has a result", e);
        }
    }

    @Override
    public CompletionStage<RunResult> ended() {
        return result.minimalCompletionStage();
    }

    @Override
    public Optional<RunResult> await(Duration limit) throws InterruptedException {
        try {
            return Optional.of(result.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run always has a result", e);
        }
    }

    /** The nanoseconds until the next step. An error of Java, too, is an end: somebody waits for the result. */
    private long step() {
        RunResult end;
        try {
            if (left.get() && ended == null) {
                result.cancel(false);
                return Follower.OVER;
            }
            Followed running = followed;
            if (running == null) {
                followed = ticket == null ? begin() : takeUp(ticket);
                return 0;
            }
            long delay = running.follower().step();
            if (delay != Follower.OVER) {
                return delay;
            }
            end = result();
        } catch (IOException e) {
            end = broken(e);
        } catch (OutOfMemoryError e) {
            end = outOfMemory(e);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "run " + options.ident() + " ended by an error of the product", e);
            end = notStarted("an error of the product: " + e + "; the log has more");
        }
        finish(end);
        return Follower.OVER;
    }

    private RunResult outOfMemory(OutOfMemoryError e) {
        LOGGER.log(Level.WARNING, "run " + options.ident() + " ended because the memory of Java is full", e);
        return notStarted("the memory of Java is full; give it more (-Xmx), or let the playbook print less");
    }

    private RunResult result() {
        RunResult known = ended;
        if (known == null) {
            throw new IllegalStateException("a run that is over has a result");
        }
        return known;
    }

    /** Ansible could not be started, or its host is gone. */
    private RunResult broken(IOException problem) {
        Followed running = followed;
        if (running == null) {
            return notStarted(String.valueOf(problem.getMessage()));
        }
        running.capture().end();
        RunOutcome outcome =
                new RunOutcome(RunOutcome.Kind.HOST_LOST, running.tasks().after(HostLostException.sentence(problem)));
        return end(
                RunStatus.FAILED,
                StopReason.RC,
                redacted(outcome),
                running.capture().events());
    }

    private void finish(RunResult end) {
        try {
            if (followed != null) {
                followed.remove();
            }
            if (end.outcome().kind() != RunOutcome.Kind.SUCCESSFUL && stopRequest.reason() == null) {
                listeners.notice(end.outcome().sentence());
            }
            listeners.status(StatusEvent.of(end.status(), options.ident()));
        } finally {
            result.complete(end);
        }
    }

    private Followed begin() throws IOException {
        String directory;
        Map<String, String> hostEnvironment;
        try {
            hostEnvironment = host.environment();
            directory = host.createPrivateDirectory(options.privateDirectoryParent(), options.ident());
        } catch (IOException e) {
            starting(CommandLine.of(request, ""), null);
            throw e;
        }
        var launch = new Launch(host, directory, options.patience());
        var output = new OutputQueue(this::wake);
        boolean begun = false;
        try {
            CallbackPlugin callback = prepare(launch, directory, hostEnvironment, output);
            if (options.isHeld()) {
                listeners.held(new RunTicket(options.ident(), directory, callback.nonce(), Instant.now()));
            }
            launch.go(request.connection().keys());
            listeners.status(StatusEvent.of(RunStatus.RUNNING, options.ident()));
            Followed following = follow(launch, callback, output);
            begun = true;
            return following;
        } finally {
            if (!begun) {
                output.abandon();
                launch.abandon();
            }
        }
    }

    private Followed takeUp(RunTicket held) {
        var launch = Launch.held(host, held.directory(), options.patience());
        return follow(launch, CallbackPlugin.installed(held.directory(), held.nonce()), new OutputQueue(() -> {}));
    }

    private CallbackPlugin prepare(
            Launch launch, String directory, Map<String, String> hostEnvironment, OutputQueue output)
            throws IOException {
        CommandLine command = CommandLine.of(request, directory);
        var all = new HashMap<>(hostEnvironment);
        all.putAll(command.environment());
        Enclosure enclosure = enclosure(directory);
        if (enclosure != null && enclosure.isContainer()) {
            all.keySet().retainAll(command.environment().keySet()); // a container has the environment of its image
        }
        var config = config(Map.copyOf(all), enclosure);
        boolean asked = mayBeAsked(config);
        String colours = request.surroundings().forceColour() ? AnsibleConfig.FORCE_COLOUR : AnsibleConfig.NO_COLOUR;
        boolean choice = asked || colours.equals(AnsibleConfig.FORCE_COLOUR);
        if (choice && !config.choosesColours()) {
            // A terminal would have colours of itself, and Ansible's text is to be the same with and without one.
            command = command.with(colours, "True");
            all.putAll(command.environment());
        }
        starting(command, enclosure);
        warnOfLog(config.logPath());
        CallbackPlugin callback = CallbackPlugin.install(host, directory);
        List<String> hosts = request.selection().mustBeHosts();
        if (!hosts.isEmpty()) {
            callback.restrictToHosts(host, hosts);
        }
        launch.start(
                request,
                command,
                needed,
                environment(command, callback, config, all),
                enclosure,
                asked,
                options.grace().toSeconds(),
                output);
        if (asked) {
            launch.openTerminal(CommandLine.prompts(request));
        }
        return callback;
    }

    private boolean mayBeAsked(AnsibleConfig config) {
        return request.mayBeAsked() || !request.promptAnswers().isEmpty() && config.asksForPasswords();
    }

    private @CheckForNull Enclosure enclosure(String directory) {
        Isolation isolation = request.surroundings().isolation();
        return isolation == null ? null : new Enclosure(host, request, isolation, directory, options);
    }

    private AnsibleConfig config(Map<String, String> environment, @CheckForNull Enclosure enclosure) {
        return enclosure == null
                ? AnsibleConfig.of(host, environment, request.surroundings().directory())
                : AnsibleConfig.of(host, environment, enclosure.workingDirectory(), enclosure::outside);
    }

    /** Ansible masks nothing in its own log, and other users may be able to read it. */
    private void warnOfLog(String path) {
        if (!path.isEmpty() && !request.secrets().stream().allMatch(Secret::isEmpty)) {
            listeners.notice("Ansible itself also writes to the log " + redactor.redact(path)
                    + " (ANSIBLE_LOG_PATH, log_path), where no secret is masked; take the setting away for this run, or keep"
                    + " the file private");
        }
    }

    private Map<String, String> environment(
            CommandLine command, CallbackPlugin callback, AnsibleConfig config, Map<String, String> all) {
        var environment = new HashMap<>(command.environment());
        environment.putAll(callback.environment(config, all, options.capture()));
        if (!request.connection().hostKeyChecking()) {
            environment.putAll(withoutKnownHosts(config));
        }
        return environment;
    }

    /** Keeps unchecked keys of hosts out of the files of known hosts, which others trust. */
    private static Map<String, String> withoutKnownHosts(AnsibleConfig config) {
        String common = config.sshCommonArgs() + " -o UserKnownHostsFile=/dev/null";
        return Map.of(AnsibleConfig.SSH_COMMON_ARGS, common.strip(), "ANSIBLE_PARAMIKO_RECORD_HOST_KEYS", "False");
    }

    private Followed follow(Launch launch, CallbackPlugin callback, OutputQueue output) {
        var tasks = new ActiveTasks();
        var tally = new RunTally(launch::deleteSecrets);
        var told = new Listeners(options.ident(), List.of(tasks, tally, listeners));
        var assembler = new EventAssembler(options.ident(), redactor, options.capture(), callback.nonce(), told);
        var capture = new Capture(launch::look, options.isHeld() ? null : output, assembler);
        var follower = new Follower(
                launch,
                capture,
                options,
                stopRequest,
                line -> listeners.notice(redactor.redact(line)),
                tasks,
                end -> ended(end, tally, assembler),
                host.longestDelay(),
                startedNanos);
        return new Followed(launch, capture, follower, tasks, output);
    }

    /** Everything has been handed out. */
    private void ended(ProgramEnd end, RunTally tally, EventAssembler assembler) {
        if (end.cause() == ProgramEnd.Cause.ENDED && end.exitCode() == 0 && !assembler.isRecording()) {
            listeners.notice(withoutEvents());
        }
        if (!tally.unanswered().isEmpty()) {
            listeners.notice("nothing answered the prompts for " + String.join(", ", tally.unanswered())
                    + ", so these variables have no value: give them as extra variables, or answer the prompts "
                    + OutcomeJudge.WHERE_ANSWERS_ARE);
        }
        RunResult known = judged(end, tally, assembler.events());
        ended = known;
        if (options.isHeld()) {
            listeners.heldOver(known);
        }
    }

    /** Why Ansible has ended well without events. */
    private String withoutEvents() {
        return request.listing()
                .map(option -> "with " + option + " Ansible runs nothing, so this run has no events of hosts;"
                        + " the output has the answer")
                .orElse("no events were recorded: the callback could not be loaded; the output says why");
    }

    private RunResult judged(ProgramEnd end, RunTally tally, long events) {
        StopReason stopped = followed == null ? null : followed.follower().stopped();
        if (stopped != null) {
            return end(stopped.status(), StopReason.RC, redacted(stopped.outcome()), events);
        }
        RunOutcome outcome = redacted(OutcomeJudge.of(end, request, tally, needed));
        RunStatus status = end.exitCode() == 0 ? RunStatus.SUCCESSFUL : RunStatus.FAILED;
        return end(status, end.exitCode(), outcome, events);
    }

    private RunOutcome redacted(RunOutcome outcome) {
        return new RunOutcome(outcome.kind(), redactor.redact(outcome.sentence()));
    }

    /** Notifies the listeners of the status {@code starting}. */
    private void starting(CommandLine command, @CheckForNull Enclosure enclosure) throws IOException {
        List<String> words = command.redacted(redactor);
        if (enclosure != null) {
            words = enclosure.shown(command.argv()).stream()
                    .map(redactor::redact)
                    .toList();
        }
        listeners.status(new StatusEvent(
                RunStatus.STARTING,
                options.ident(),
                words,
                command.redactedEnvironment(redactor),
                enclosure == null ? request.surroundings().directory() : enclosure.workingDirectory()));
    }

    private RunResult notStarted(String problem) {
        var outcome = new RunOutcome(RunOutcome.Kind.NOT_STARTED, redactor.redact(problem));
        return end(RunStatus.FAILED, RC_NOT_STARTED, outcome, 0);
    }

    private RunResult end(RunStatus status, int rc, RunOutcome outcome, long events) {
        Duration duration = Duration.ofNanos(System.nanoTime() - startedNanos);
        return new RunResult(options.ident(), status, rc, outcome, events, duration);
    }
}
