package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeadLetterResend;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryReport;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.DeliveryService;
import io.jenkins.plugins.ansibleevents.engine.emit.pump.RunDelivery;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Logger;

/** An emitter at work, and the spool of what it has not delivered. May be used by any thread. */
public final class LiveEmitter {

    private static final Logger LOGGER = Logger.getLogger(LiveEmitter.class.getName());

    private final EmitterConfig config;
    private final String fingerprint;
    private final EmitterSpec spec;
    private final Path spool;
    private final DeliveryService service;
    private @CheckForNull Instant failingSince;
    private String lastProblem = "";
    private final DeliveryCounts counts = new DeliveryCounts();
    private volatile long bytesWaiting;

    private LiveEmitter(EmitterConfig config, String fingerprint, EmitterSpec spec, Path spool, int lanes) {
        this.config = config;
        this.fingerprint = fingerprint;
        this.spec = spec;
        this.spool = spool;
        this.service = DeliveryService.start(List.of(spec), lanes, (name, problem) -> failed(problem));
    }

    static LiveEmitter start(EmitterConfig config, String fingerprint, OutboundPolicy policy, Path spool, int lanes) {
        return new LiveEmitter(config, fingerprint, config.toSpec(policy), spool, lanes);
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

    /** Ends the delivery of a run, or puts it off when it is not complete after the time. */
    List<DeliveryReport> finish(RunDelivery delivery, Duration wait) throws InterruptedException {
        List<DeliveryReport> reports = delivery.finish(wait);
        counts.ended(delivery);
        return reports;
    }

    /** What it has done since Jenkins was started, or since it was changed. */
    public DeliveryCounts.Total counts() {
        return counts.total();
    }

    /** How many bytes of events waited a minute ago at most; runs that are under way are left out. */
    public long bytesWaiting() {
        return bytesWaiting;
    }

    /** What waits, run by run; runs that are being delivered at this moment are left out. */
    public List<Spool.Backlog> backlog() throws IOException {
        return new Spool(spool).backlog(run -> List.of(spec));
    }

    /** Goes on with everything in the spool, but not longer than asked. */
    synchronized void deliverSpooled(Duration limit) throws IOException, InterruptedException {
        var deliveries = new ArrayList<RunDelivery>();
        for (SpooledRun run : new Spool(spool).open()) {
            RunDelivery delivery = service.resume(run);
            counts.begun(delivery);
            deliveries.add(delivery);
        }
        long end = System.nanoTime() + limit.toNanos();
        boolean complete = true;
        for (RunDelivery delivery : deliveries) {
            long left = Math.max(0, end - System.nanoTime());
            complete &= finish(delivery, Duration.ofNanos(left)).stream().allMatch(r -> r.waiting() == 0);
        }
        if (complete) {
            recovered();
        }
        bytesWaiting = new Spool(spool).bytesWaiting(config.getName());
    }

    /** Gives the dead letters up; returns how many. */
    int dropDeadLetters() throws IOException {
        return new Spool(spool).dropDeadLetters(config.getName());
    }

    /** Sends the dead letters once more; returns how many were delivered. */
    int resend(Duration patience) throws IOException, InterruptedException {
        return DeadLetterResend.send(
                new Spool(spool), "", List.of(spec), null, patience, (name, problem) -> failed(problem));
    }

    private void failed(String problem) {
        synchronized (spool) {
            failingSince = failingSince == null ? Instant.now() : failingSince;
            lastProblem = problem;
        }
        LOGGER.warning(() -> "Emitter " + config.getName() + " (" + config.target() + "): " + problem
                + "; events are kept in " + spool + " until they are delivered");
    }

    /** Everything so far has been delivered. */
    void recovered() {
        synchronized (spool) {
            failingSince = null;
            lastProblem = "";
        }
    }

    /** Since when it has been failing; null when it is not. */
    @CheckForNull
    public Instant failingSince() {
        synchronized (spool) {
            return failingSince;
        }
    }

    /** What was wrong last, in words; empty when nothing is. */
    public String lastProblem() {
        synchronized (spool) {
            return lastProblem;
        }
    }

    void close() {
        service.close();
    }
}
