package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.playbook.CommandLine;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** One run on its thread: prepare, follow, end; see {@link Runner} for what it promises. */
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
    private final AtomicReference<StopReason> stopRequest = new AtomicReference<>();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final Thread thread;
    private final @CheckForNull RunTicket ticket;
    private final AtomicBoolean left = new AtomicBoolean();
    private final long startedNanos;

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
        this.thread = new Thread(this::run, "ansible-events run " + options.ident());
        thread.setDaemon(true);
    }

    /** A clock that was set back meanwhile does no harm. */
    private static long secondsSince(@CheckForNull RunTicket ticket) {
        return ticket == null
                ? 0
                : Math.max(0, Duration.between(ticket.started(), Instant.now()).toNanos());
    }

    void start() {
        thread.start();
    }

    @Override
    public String ident() {
        return options.ident();
    }

    @Override
    public void cancel() {
        stopRequest.compareAndSet(null, StopReason.canceled());
    }

    @Override
    public void fail(String reason) {
        stopRequest.compareAndSet(null, StopReason.failed(reason));
    }

    @Override
    public void leave() {
        left.set(options.isHeld());
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

    private void run() {
        RunResult end = notStarted("there is no memory left to tell how it ended");
        try {
            end = endOfRun();
            if (end == null) {
                result.cancel(false);
                return;
            }
            if (end.outcome().kind() != RunOutcome.Kind.SUCCESSFUL && stopRequest.get() == null) {
                listeners.notice(end.outcome().sentence());
            }
            listeners.status(StatusEvent.of(end.status(), options.ident()));
        } finally {
            result.complete(end);
        }
    }

    /** Turns errors of Java, such as a lack of memory, into an end, too, because somebody waits for the result. */
    private @CheckForNull RunResult endOfRun() {
        try {
            return runToEnd();
        } catch (IOException e) {
            return notStarted(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            LOGGER.log(Level.WARNING, "run " + options.ident() + " ended because the memory of Java is full", e);
            return notStarted("the memory of Java is full; give it more (-Xmx), or let the playbook print less");
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "run " + options.ident() + " ended by an error of the product", e);
            return notStarted("an error of the product: " + e + "; the log has more");
        }
    }

    private @CheckForNull RunResult runToEnd() throws IOException {
        return ticket == null ? begin() : takeUp(ticket);
    }

    private @CheckForNull RunResult begin() throws IOException {
        String directory;
        Map<String, String> hostEnvironment;
        try {
            hostEnvironment = host.environment();
            directory = host.createPrivateDirectory(options.privateDirectoryParent(), options.ident());
        } catch (IOException e) {
            starting(CommandLine.of(request, ""));
            throw e;
        }
        var launch = new Launch(host, directory, options.patience());
        var output = new OutputQueue();
        try {
            CallbackPlugin callback = prepare(launch, directory, hostEnvironment, output);
            if (options.isHeld()) {
                listeners.held(new RunTicket(options.ident(), directory, callback.nonce(), Instant.now()));
            }
            launch.go(request.connection().keys());
            listeners.status(StatusEvent.of(RunStatus.RUNNING, options.ident()));
            return follow(launch, callback, options.isHeld() ? launch.output() : output);
        } finally {
            output.abandon();
            abandon(launch);
        }
    }

    private @CheckForNull RunResult takeUp(RunTicket held) throws IOException {
        var launch = Launch.held(host, held.directory(), options.patience());
        try {
            return follow(launch, CallbackPlugin.installed(held.directory(), held.nonce()), launch.output());
        } finally {
            abandon(launch);
        }
    }

    private void abandon(Launch launch) {
        if (!left.get()) {
            launch.abandon();
        }
    }

    private CallbackPlugin prepare(
            Launch launch, String directory, Map<String, String> hostEnvironment, OutputQueue output)
            throws IOException {
        CommandLine command = CommandLine.of(request, directory);
        var all = new HashMap<>(hostEnvironment);
        all.putAll(command.environment());
        var config =
                AnsibleConfig.of(host, Map.copyOf(all), request.surroundings().directory());
        if (request.surroundings().forceColour() && !config.choosesColours()) {
            command = command.with(AnsibleConfig.FORCE_COLOUR, "True");
            all.putAll(command.environment());
        }
        starting(command);
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
                options.grace().toSeconds(),
                output);
        return callback;
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

    private @CheckForNull RunResult follow(Launch launch, CallbackPlugin callback, DisplayText output)
            throws IOException {
        var tasks = new ActiveTasks();
        var tally = new RunTally(launch::deleteSecrets);
        var told = new Listeners(options.ident(), List.of(tasks, tally, listeners));
        var assembler = new EventAssembler(options.ident(), redactor, options.capture(), callback.nonce(), told);
        var capture = new Capture(host, callback.rawEvents(), output, assembler);
        var follower = new Follower(
                launch,
                capture,
                options,
                stopRequest,
                line -> listeners.notice(redactor.redact(line)),
                tasks,
                host.longestDelay(),
                startedNanos,
                left::get);
        try {
            ProgramEnd end = follower.toEnd();
            if (end == null) {
                return null;
            }
            if (end.cause() == ProgramEnd.Cause.ENDED && end.exitCode() == 0 && !assembler.isRecording()) {
                listeners.notice(withoutEvents());
            }
            return ended(end, follower.stopped(), tally, capture.events());
        } catch (IOException e) {
            capture.end();
            String problem = e instanceof HostLostException
                    ? e.getMessage()
                    : "the host of the run cannot be reached any more: " + e.getMessage();
            RunOutcome outcome = redacted(new RunOutcome(RunOutcome.Kind.HOST_LOST, tasks.after(problem)));
            return end(RunStatus.FAILED, StopReason.RC, outcome, capture.events());
        }
    }

    /** Why Ansible has ended well without events. */
    private String withoutEvents() {
        return request.listing()
                .map(option -> "with " + option + " Ansible runs nothing, so this run has no events of hosts;"
                        + " the output has the answer")
                .orElse("no events were recorded: the callback could not be loaded; the output says why");
    }

    private RunResult ended(ProgramEnd end, @CheckForNull StopReason stopped, RunTally tally, long events) {
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
    private void starting(CommandLine command) {
        listeners.status(new StatusEvent(
                RunStatus.STARTING,
                options.ident(),
                command.redacted(redactor),
                command.redactedEnvironment(redactor),
                request.surroundings().directory()));
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
