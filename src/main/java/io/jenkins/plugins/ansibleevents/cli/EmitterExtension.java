package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.EmitterMeters;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.EndWait;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.Leftovers;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import io.jenkins.plugins.ansibleevents.engine.text.ShellWord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Hands a run over to its emitters, and says at its end what they delivered. */
final class EmitterExtension implements RunExtension {

    /** How long the last attempt for an earlier run may take, while the run's own last messages are sent. */
    private static final Duration LET_GO = Duration.ofSeconds(1);

    private final DeliveryService service;
    private final RunDelivery delivery;
    private final Optional<Leftovers> leftovers;
    private final Path stateDirectory;
    private final Optional<Duration> wait;
    private final EmitterMeters meters;
    private final CompletableFuture<RunHandle> run = new CompletableFuture<>();
    private volatile boolean hurried;
    private volatile @CheckForNull DeliveryPace pace;

    private EmitterExtension(
            EmitterSettings settings,
            Path home,
            Path stateDirectory,
            Path runDirectory,
            Optional<Duration> wait,
            EmitterMeters meters,
            Terminal terminal)
            throws IOException {
        this.stateDirectory = stateDirectory;
        this.wait = wait;
        this.meters = meters;
        this.service = DeliveryService.start(
                settings.emitters(), 1, (emitter, problem) -> terminal.complain("emitter " + emitter + ": " + problem));
        this.delivery = service.begin(
                stateDirectory,
                String.valueOf(runDirectory.getFileName()),
                runDirectory,
                home.toString(),
                reason -> run.thenAccept(handle -> handle.fail(reason)));
        meters.begun(delivery);
        this.leftovers = Leftovers.start(stateDirectory, home.toString(), settings.emitters());
    }

    /**
     * One extension for all emitters; none when there is no emitter.
     *
     * @param wait how long the end of the run goes on sending while receivers accept messages; empty when others send
     *     the rest
     */
    static List<RunExtension> of(
            EmitterSettings settings,
            Path home,
            Path stateDirectory,
            Path runDirectory,
            Optional<Duration> wait,
            EmitterMeters meters,
            Terminal terminal)
            throws IOException {
        return settings.emitters().isEmpty()
                ? List.of()
                : List.of(new EmitterExtension(settings, home, stateDirectory, runDirectory, wait, meters, terminal));
    }

    @Override
    public void started(RunHandle handle) {
        run.complete(handle);
    }

    @Override
    public void status(StatusEvent status) {
        delivery.status(status);
    }

    @Override
    public void event(EventLine event) {
        delivery.recorded(event.head().counter());
    }

    @Override
    public void hurry() {
        hurried = true;
        delivery.hurry();
    }

    @Override
    public String waitsFor() {
        DeliveryPace current = pace;
        return current == null ? "" : current.inWords();
    }

    @Override
    public LastWords ended(RunResult result) {
        try {
            return delivered();
        } finally {
            pace = null;
            meters.ended(delivery);
        }
    }

    private LastWords delivered() {
        try (service) {
            List<DeliveryReport> reports = reports();
            var done = new ArrayList<String>();
            var left = new ArrayList<String>();
            reports.forEach(report -> (report.waiting() > 0 ? left : done).add(report.line()));
            if (leftovers.isPresent()) {
                done.add(leftovers.get().awaitEnd(LET_GO).line());
            }
            if (!left.isEmpty()) {
                left.add("what waits is kept; send it with: " + command());
            }
            return new LastWords(done, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LastWords(List.of(), List.of("delivery was interrupted; send what is left with: " + command()));
        }
    }

    private List<DeliveryReport> reports() throws InterruptedException {
        pace = new DeliveryPace(List.of(delivery));
        boolean brief = hurried || wait.isEmpty();
        if (!brief) {
            delivery.awaitWhileTaken(wait.get(), EndWait.PATIENCE);
        }
        leftovers.ifPresent(Leftovers::stop);
        return delivery.finish(brief ? shorter(EndWait.BRIEF, wait.orElse(EndWait.BRIEF)) : Duration.ZERO);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private String command() {
        return "ansible-events deliver " + ShellWord.of(stateDirectory);
    }
}
