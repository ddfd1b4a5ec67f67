package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import io.jenkins.plugins.ansibleevents.build.LeftRecordings;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeadLetterResend;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A running emitter and its spool. May be used by any thread. */
@Restricted(NoExternalUse.class)
public final class LiveEmitter {

    private static final Logger LOGGER = Logger.getLogger(LiveEmitter.class.getName());

    /** How many runs can be sent to the same emitter at once; the others wait for their turn. */
    private static final int LANES = 2;

    private final EmitterConfig config;
    private final OutboundPolicy policy;
    private final String fingerprint;
    private final EmitterSpec spec;
    private final boolean usable;
    private final Path spool;
    private volatile DeliveryService service;
    private boolean closed;
    private @CheckForNull Instant failingSince;
    private String lastProblem = "";
    private final DeliveryCounts counts;

    /** By ident of its run, what the end of the last delivery of the run has left. */
    private final Map<String, DeliveryReport> left = new ConcurrentHashMap<>();

    private volatile boolean sendingSpool;
    private volatile long bytesWaiting;

    private LiveEmitter(
            EmitterConfig config,
            OutboundPolicy policy,
            String fingerprint,
            EmitterSpec spec,
            DeliveryCounts counts,
            boolean usable) {
        this.config = config;
        this.policy = policy;
        this.fingerprint = fingerprint;
        this.spec = spec;
        this.counts = counts;
        this.usable = usable;
        this.spool = StateDirectory.spool(config.getName());
        this.service = startService();
    }

    private DeliveryService startService() {
        return DeliveryService.start(List.of(spec), LANES, (name, problem) -> failed(problem));
    }

    /**
     * Starts an emitter. One with unusable settings, for example because a file is missing, keeps everything in its
     * spool.
     */
    static LiveEmitter start(EmitterConfig config, OutboundPolicy policy, String fingerprint) {
        var counts = new DeliveryCounts();
        try {
            return new LiveEmitter(config, policy, fingerprint, lateSpec(config, policy, counts), counts, true);
        } catch (SettingsException e) {
            return new LiveEmitter(config, policy, fingerprint, unusable(config, e), counts, false);
        }
    }

    /** This emitter, or its successor when its settings were unusable and now are not. */
    LiveEmitter renewed() {
        if (usable) {
            return this;
        }
        try {
            EmitterSpec now = lateSpec(config, policy, counts);
            close();
            return new LiveEmitter(config, policy, fingerprint, now, counts, true);
        } catch (SettingsException e) {
            LOGGER.log(Level.FINE, e, () -> "Emitter " + config.getName() + " is still unusable");
            return this;
        }
    }

    /** The checked settings; its emitters read them again, with credentials, when they are opened. */
    private static EmitterSpec lateSpec(EmitterConfig config, OutboundPolicy policy, DeliveryCounts counts)
            throws SettingsException {
        EmitterSpec checked = config.spec(policy, EmitterCredentials.standIns());
        return checked.withFactory(new LateEmitter.Factory(
                checked.factory(), () -> config.spec(policy, EmitterCredentials.ofSystem()), counts::taken));
    }

    private static EmitterSpec unusable(EmitterConfig config, SettingsException problem) {
        LOGGER.warning(() -> "Cannot be used: " + problem.getMessage());
        String target = config.getDescriptor().getDisplayName();
        LateEmitter.Source source = () -> {
            throw problem;
        };
        return EmitterSpec.of(
                config.getName(), target, new LateEmitter.Factory(UnusableEmitter::new, source, () -> {}));
    }

    /** Stands for an emitter whose settings cannot be read; it is never opened. */
    private static final class UnusableEmitter implements Emitter {

        @Override
        public void open(EmitterContext context) {
            // never reached: the settings are read before
        }

        @Override
        public Outcome send(List<EmitterMessage> batch) {
            return Outcome.retryLater("its settings cannot be used");
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** The receiver's address, for people. */
    public String target() {
        return spec.target();
    }

    /** How many bytes its spool may hold; 0 for no limit. */
    long mostBytes() {
        return spec.spool().maxBytes();
    }

    public EmitterConfig config() {
        return config;
    }

    String fingerprint() {
        return fingerprint;
    }

    /** Begins to deliver a run that is about to start. */
    RunDelivery begin(String ident, Path runDirectory, Consumer<String> stop) throws IOException {
        RunDelivery delivery = service.begin(spool, ident, runDirectory, "", stop);
        counts.begun(delivery);
        return delivery;
    }

    /** Goes on to deliver a run that goes on after a restart; one that the spool does not know is begun. */
    RunDelivery takeUp(String ident, Path runDirectory, Consumer<String> stop) throws IOException {
        List<SpooledRun> known = new Spool(spool).open(ident::equals);
        if (known.isEmpty()) {
            return begin(ident, runDirectory, stop);
        }
        RunDelivery delivery = service.takeUp(known.get(0), stop);
        counts.begun(delivery);
        return delivery;
    }

    /** Stops to deliver a run that goes on while Jenkins is down. */
    void leave(RunDelivery delivery) throws InterruptedException {
        delivery.leave();
        counts.ended(delivery);
    }

    /** Ends the delivery of a run, or leaves it for later when it is not complete in time. */
    List<DeliveryReport> finish(String ident, RunDelivery delivery, Duration wait) throws InterruptedException {
        List<DeliveryReport> reports = delivery.finish(wait);
        counts.ended(delivery);
        for (DeliveryReport report : reports) {
            if (report.waiting() > 0) {
                left.put(ident, report);
            } else {
                left.remove(ident);
            }
        }
        return reports;
    }

    /** What the last delivery of a run has left to be sent; null when that is nothing. */
    @CheckForNull
    DeliveryReport left(String ident) {
        return left.get(ident);
    }

    /** The messages that waited at the end of the last delivery, without those of runs that a backlog counts. */
    long waitingBesides(List<Spool.Backlog> backlog) {
        var others = new HashMap<>(left);
        backlog.forEach(run -> others.remove(run.run().ident()));
        return others.values().stream().mapToLong(DeliveryReport::waiting).sum();
    }

    /** When the receiver last took a message since the start of Jenkins or the last change; null when it took none. */
    @CheckForNull
    Instant lastSuccess() {
        return counts.lastSuccess();
    }

    /** Whether what waits is being sent at this moment. */
    boolean isSendingSpool() {
        return sendingSpool;
    }

    /** Its counts since the start of Jenkins or its last change. */
    public DeliveryCounts.Total counts() {
        return counts.total();
    }

    /** The bytes of events that waited at the last check, at most a minute ago, without those of runs under way. */
    public long bytesWaiting() {
        return bytesWaiting;
    }

    /** The spool, run by run, without runs that are being delivered at this moment. */
    public List<Spool.Backlog> backlog() throws IOException {
        return new Spool(spool).backlog(run -> List.of(spec));
    }

    /** Delivers the spool, for no longer than this limit. */
    synchronized void deliverSpooled(Duration limit) throws IOException, InterruptedException {
        sendingSpool = true;
        try {
            deliverOpened(limit);
        } finally {
            sendingSpool = false;
        }
    }

    private void deliverOpened(Duration limit) throws IOException, InterruptedException {
        var deliveries = new LinkedHashMap<RunDelivery, String>();
        for (SpooledRun run : new Spool(spool).open(ident -> !LeftRecordings.isWaiting(ident))) {
            RunDelivery delivery = service.resume(run);
            counts.begun(delivery);
            deliveries.put(delivery, run.info().ident());
        }
        long end = System.nanoTime() + limit.toNanos();
        boolean complete = true;
        for (Map.Entry<RunDelivery, String> entry : deliveries.entrySet()) {
            Duration rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            complete &= finish(entry.getValue(), entry.getKey(), rest).stream().allMatch(r -> r.waiting() == 0);
        }
        if (complete) {
            recovered();
        }
        bytesWaiting = new Spool(spool).bytesWaiting(config.getName());
    }

    /** Drops the dead letters; returns how many. */
    int dropDeadLetters() throws IOException {
        return new Spool(spool).dropDeadLetters(config.getName());
    }

    /** Sends the dead letters again; returns how many were delivered. */
    int resend(Duration patience) throws IOException, InterruptedException {
        return whileClosed(() -> DeadLetterResend.send(
                new Spool(spool), "", List.of(spec), null, patience, (name, problem) -> failed(problem)));
    }

    /** A way to send. */
    interface Sending<T> {
        T send() throws IOException, InterruptedException;
    }

    /**
     * Sends by another emitter of these settings. This one is closed for that time when both cannot be open at once;
     * its undelivered messages stay in the spool and are sent afterwards.
     */
    synchronized <T> T whileClosed(Sending<T> sending) throws IOException, InterruptedException {
        if (!spec.factory().isExclusive()) {
            return sending.send();
        }
        service.close();
        try {
            return sending.send();
        } finally {
            if (!closed) { // nobody would close the service of an emitter that was removed before
                service = startService();
            }
        }
    }

    private void failed(String problem) {
        synchronized (spool) {
            failingSince = failingSince == null ? Instant.now() : failingSince;
            lastProblem = problem;
        }
        LOGGER.warning(() -> "Emitter " + config.getName() + " (" + target() + "): " + problem + "; events are kept in "
                + spool + " until they are delivered");
    }

    /** Called when all messages so far are delivered. */
    void recovered() {
        synchronized (spool) {
            failingSince = null;
            lastProblem = "";
        }
    }

    /** The time since which the emitter has been failing; null while it works. */
    @CheckForNull
    public Instant failingSince() {
        synchronized (spool) {
            return failingSince;
        }
    }

    /** A sentence about the last problem; empty while the emitter works. */
    public String lastProblem() {
        synchronized (spool) {
            return lastProblem;
        }
    }

    synchronized void close() {
        closed = true;
        service.close();
    }
}
