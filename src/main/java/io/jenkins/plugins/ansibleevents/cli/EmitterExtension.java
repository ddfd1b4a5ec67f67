package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.emit.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMeters;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.Leftovers;
import io.jenkins.plugins.ansibleevents.engine.emit.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Hands a run over to its emitters, and tells at the end what became of it. */
final class EmitterExtension implements RunExtension {

    /** For what earlier runs have left: their last attempt is broken off while the run's own last messages go out. */
    private static final Duration LET_GO = Duration.ofSeconds(1);

    private final DeliveryService service;
    private final RunDelivery delivery;
    private final Optional<Leftovers> leftovers;
    private final Path stateDirectory;
    private final Duration wait;
    private final EmitterMeters meters;
    private final CompletableFuture<RunHandle> run = new CompletableFuture<>();

    private EmitterExtension(
            EmitterSettings settings,
            Path home,
            Path stateDirectory,
            Path runDirectory,
            Duration wait,
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

    /** One for all emitters; none when there is no emitter. */
    static List<RunExtension> of(
            EmitterSettings settings,
            Path home,
            Path stateDirectory,
            Path runDirectory,
            Duration wait,
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
    public List<String> ended(RunResult result) {
        try {
            return delivered();
        } finally {
            meters.ended(delivery);
        }
    }

    private List<String> delivered() {
        leftovers.ifPresent(Leftovers::stop);
        try (service) {
            List<DeliveryReport> reports = delivery.finish(wait);
            var lines = new ArrayList<String>();
            reports.forEach(report -> lines.add(report.line()));
            if (leftovers.isPresent()) {
                lines.add(leftovers.get().awaitEnd(LET_GO).line());
            }
            if (reports.stream().anyMatch(report -> report.waiting() > 0)) {
                lines.add("what waits is kept; send it with: ansible-events deliver " + stateDirectory);
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(
                    "delivery was interrupted; send what is left with: ansible-events deliver " + stateDirectory);
        }
    }
}
