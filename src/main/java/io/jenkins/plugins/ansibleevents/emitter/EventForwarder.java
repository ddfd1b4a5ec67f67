package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunInfo;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunListener;
import io.jenkins.plugins.ansibleevents.build.RunArchive;
import io.jenkins.plugins.ansibleevents.build.RunSummary;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Hands runs over to their emitters, and says in the log of the build what they have delivered at its end. */
@Extension
@Restricted(NoExternalUse.class)
public final class EventForwarder extends PlaybookRunListener {

    private static final String NONE = "none";

    private final Map<String, Map<LiveEmitter, RunDelivery>> runs = new ConcurrentHashMap<>();

    @CheckForNull
    @Override
    public RunListener onStart(PlaybookRunInfo run) {
        return begin(run, LiveEmitter::begin);
    }

    /** A run whose delivery has ended is not delivered once more; what is left of it is in the spool. */
    @CheckForNull
    @Override
    public RunListener onTakenUp(PlaybookRunInfo run) {
        return RunArchive.isDelivered(run.ident()) ? null : begin(run, LiveEmitter::takeUp);
    }

    @Override
    public void onLeft(PlaybookRunInfo run) {
        Map<LiveEmitter, RunDelivery> deliveries = runs.remove(run.ident());
        if (deliveries == null) {
            return;
        }
        deliveries.forEach((emitter, delivery) -> {
            try {
                emitter.leave(delivery);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Begins a delivery, or takes it up. */
    @FunctionalInterface
    private interface Beginning {
        RunDelivery begin(LiveEmitter emitter, String ident, Path directory, Consumer<String> stop) throws IOException;
    }

    @CheckForNull
    private RunListener begin(PlaybookRunInfo run, Beginning beginning) {
        if (run.emitters().contains(NONE)) {
            return null;
        }
        Map<LiveEmitter, RunDelivery> deliveries = deliveries(run, beginning);
        if (deliveries.isEmpty()) {
            return null;
        }
        runs.put(run.ident(), deliveries);
        return new Handover(List.copyOf(deliveries.values()));
    }

    private static Map<LiveEmitter, RunDelivery> deliveries(PlaybookRunInfo run, Beginning beginning) {
        var deliveries = new LinkedHashMap<LiveEmitter, RunDelivery>();
        var missing = new ArrayList<>(run.emitters());
        for (LiveEmitter emitter : EmitterService.get().chosen(run.emitters())) {
            missing.remove(emitter.config().getName());
            try {
                deliveries.put(emitter, beginning.begin(emitter, run.ident(), run.directory(), run.stop()));
            } catch (IOException e) {
                say(run, Messages.EventForwarder_noSpool(emitter.config().getName(), e.getMessage()));
            }
        }
        missing.forEach(name -> say(run, Messages.EventForwarder_unknown(name)));
        return deliveries;
    }

    @Override
    public void onFinished(PlaybookRunInfo run, RunSummary summary) {
        Map<LiveEmitter, RunDelivery> deliveries = runs.remove(run.ident());
        if (deliveries == null) {
            return;
        }
        Duration wait = EmitterService.get().endWait();
        deliveries.forEach((emitter, delivery) -> {
            try {
                emitter.finish(run.ident(), delivery, wait).forEach(report -> report(run, emitter, report));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void report(PlaybookRunInfo run, LiveEmitter emitter, DeliveryReport report) {
        say(run, report.line());
        if (report.complete()) {
            emitter.recovered();
        }
    }

    private static void say(PlaybookRunInfo run, String line) {
        run.log().getLogger().println("[ansible] " + line);
    }

    /** Notifies the deliveries of one run. */
    private record Handover(List<RunDelivery> deliveries) implements RunListener {

        @Override
        public void status(StatusEvent status) {
            deliveries.forEach(delivery -> delivery.status(status));
        }

        @Override
        public void event(EventLine event) {
            deliveries.forEach(delivery -> delivery.recorded(event.head().counter()));
        }
    }
}
