package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RunLog;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun.RunInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The delivery pump: delivers statuses and events of runs to receivers, in the order of each run, at least once.
 *
 * <p>An emitter has a fixed number of lanes, threads that each own one {@link Emitter}; a run stays on its lane. A
 * message counts as delivered when the emitter has accepted it and the run's cursor says so on disk; a kill between the
 * two repeats the messages of that one batch. Any thread may call any method.
 */
public final class DeliveryService implements AutoCloseable {

    /** Time for emitters to send, at the end, the messages that they have accepted. */
    private static final long CLOSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Map<String, EmitterSpec> specs = new LinkedHashMap<>();
    private final Map<String, List<Lane>> lanes = new LinkedHashMap<>();
    private final BiConsumer<String, String> told;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    private DeliveryService(BiConsumer<String, String> told) {
        this.told = told;
    }

    /**
     * Starts lanes for emitters.
     *
     * @param specs emitters with different names
     * @param lanesEach how many runs can be sent to the same receiver at once; one where only one emitter can be open
     * @param told takes an emitter's name and a problem in words for the user; a repeated problem is reported once
     */
    public static DeliveryService start(List<EmitterSpec> specs, int lanesEach, BiConsumer<String, String> told) {
        var service = new DeliveryService(told);
        specs.forEach(spec -> service.start(spec, lanesEach));
        return service;
    }

    private void start(EmitterSpec spec, int count) {
        specs.put(spec.name(), spec);
        var context = new EmitterContext(spec.name(), warning -> tell(spec.name(), warning));
        var own = new ArrayList<Lane>();
        int lanesOfIt = spec.factory().isExclusive() ? 1 : count;
        for (int i = 1; i <= lanesOfIt; i++) {
            own.add(new Lane(spec, context, "ansible-events emitter " + spec.name() + "-" + i));
        }
        own.forEach(Lane::start);
        lanes.put(spec.name(), List.copyOf(own));
    }

    /**
     * Begins to deliver a run that is about to start, to all emitters.
     *
     * @param stateDirectory keeps the messages that are not delivered at the run's end; made when missing
     * @param stopRun ends the run with a reason, for emitters with {@link EmitterSpec.OnError#FAIL}
     * @throws IOException when the state directory cannot be written
     */
    public RunDelivery begin(
            Path stateDirectory, String ident, Path runDirectory, String settings, Consumer<String> stopRun)
            throws IOException {
        var info = new RunInfo(ident, runDirectory, settings, List.copyOf(specs.keySet()));
        return deliver(SpooledRun.create(stateDirectory, info), false, stopRun);
    }

    /**
     * Resumes a run that a process has left in the spool. Messages for emitters that this service lacks stay in the
     * spool.
     */
    public RunDelivery resume(SpooledRun run) throws IOException {
        return deliver(run, true, reason -> {});
    }

    /**
     * Takes up a run that goes on, and that another process has begun to deliver: what that one has not sent is sent, and what
     * is recorded from now on. Events that were handed over before may be handed over once more.
     *
     * @param stopRun as for {@link #begin}
     */
    public RunDelivery takeUp(SpooledRun run, Consumer<String> stopRun) throws IOException {
        return deliver(run, false, stopRun);
    }

    /** Sends all messages of a finished run again, from its run directory. */
    public RunDelivery resend(Path stateDirectory, String ident, Path runDirectory, String settings)
            throws IOException {
        var info = new RunInfo(ident, runDirectory, settings, List.copyOf(specs.keySet()));
        return deliver(SpooledRun.ofFinishedRun(stateDirectory, info), true, reason -> {});
    }

    private RunDelivery deliver(SpooledRun run, boolean ended, Consumer<String> stopRun) throws IOException {
        var delivery = new RunDelivery(run, ended);
        for (String name : run.info().emitters()) {
            Optional<EmitterSpec> spec = Optional.ofNullable(specs.get(name));
            if (spec.isPresent()) {
                Supplier<RunLog> logs = () -> run.log(delivery::hasEnded);
                delivery.add(
                        new Delivery(run, spec.get(), logs, reason -> failed(spec.get(), reason, stopRun)),
                        freestLane(name));
            }
        }
        return delivery;
    }

    private Lane freestLane(String name) {
        return lanes.get(name).stream().min(Comparator.comparingInt(Lane::size)).orElseThrow();
    }

    private void failed(EmitterSpec spec, String reason, Consumer<String> stopRun) {
        tell(spec.name(), reason);
        if (spec.onError() == EmitterSpec.OnError.FAIL) {
            stopRun.accept("emitter " + spec.name() + ": " + reason);
        }
    }

    private void tell(String emitter, String problem) {
        // The bound holds an endless series of different problems (a counter in a text).
        if (shown.size() < 1_000 && shown.add(emitter + '\n' + problem)) {
            told.accept(emitter, problem);
        }
    }

    /** Breaks off what is under way and closes the emitters; callers finish the runs before. */
    @Override
    public void close() {
        // All lanes stop at the same time, so that the times they need for their end do not add up.
        List<Lane> all = lanes.values().stream().flatMap(List::stream).toList();
        all.forEach(Lane::stop);
        long deadline = System.nanoTime() + CLOSE_NANOS;
        try {
            for (Lane lane : all) {
                lane.awaitEnd(deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            // The lanes end by themselves, and their threads keep no process alive.
            Thread.currentThread().interrupt();
        }
    }
}
