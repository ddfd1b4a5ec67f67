package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun.RunInfo;
import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends the messages that earlier runs have left in a state directory, while a new run goes on: oldest run first, some
 * runs at a time, over connections of their own and with pauses, so that they do not slow the new run down.
 */
public final class Leftovers {

    private static final Logger LOGGER = Logger.getLogger(Leftovers.class.getName());

    private static final int AT_ONCE = 16;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * The outcome for all runs together.
     *
     * @param delivered runs with nothing left to send
     * @param messages messages sent
     * @param left runs with messages that still wait, or with dead letters
     */
    public record Result(int delivered, long messages, int left) {

        /** {@code earlier runs: 2 delivered, 1 still waiting (143 messages sent)}. */
        public String line() {
            return "earlier runs: %d delivered, %d still waiting (%s sent)"
                    .formatted(delivered, left, Quantity.of(messages, "message"));
        }
    }

    private record Active(RunDelivery delivery, long sentBefore) {}

    private final Queue<Path> waiting;
    private final String settings;
    private final List<EmitterSpec> specs;
    private final List<Active> active = new ArrayList<>();
    private final Thread thread = new Thread(this::work, "ansible-events earlier runs");
    private volatile boolean stopping;
    private volatile Result result = new Result(0, 0, 0);

    private Leftovers(List<Path> waiting, String settings, List<EmitterSpec> specs) {
        this.waiting = new ArrayDeque<>(waiting);
        this.settings = settings;
        this.specs = specs;
        thread.setDaemon(true);
    }

    /**
     * Starts to send in the background; empty when nothing waits.
     *
     * @param stateDirectory where the runs are; those at work, here or in another process, are left alone
     * @param settings only runs with these settings, see {@link RunInfo#settings()}
     * @param specs the emitters of the settings
     */
    public static Optional<Leftovers> start(Path stateDirectory, String settings, List<EmitterSpec> specs)
            throws IOException {
        List<Path> idle = SpooledRun.list(stateDirectory).stream()
                .filter(SpooledRun::isIdle)
                .toList();
        if (idle.isEmpty()) {
            return Optional.empty();
        }
        var leftovers =
                new Leftovers(idle, settings, specs.stream().map(Unhurried::of).toList());
        leftovers.thread.start();
        return Optional.of(leftovers);
    }

    /** Whether nothing more is being sent. */
    public boolean isOver() {
        return !thread.isAlive();
    }

    /** Stops all deliveries, without waiting. */
    public void stop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    /** Waits for the result, not longer than asked; after {@link #stop} the result is what is known by then. */
    public Result awaitEnd(Duration longest) throws InterruptedException {
        thread.join(Math.max(1, longest.toMillis()));
        return result;
    }

    private void work() {
        try (DeliveryService service = DeliveryService.start(specs, 1, (emitter, problem) -> {})) {
            while (!stopping && !(waiting.isEmpty() && active.isEmpty())) {
                fill(service);
                finishThose(true);
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
            finishThose(false);
            result = new Result(result.delivered(), result.messages(), result.left() + waiting.size());
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot send what earlier runs have left; it is kept");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fill(DeliveryService service) throws IOException {
        while (active.size() < AT_ONCE && !waiting.isEmpty()) {
            Optional<SpooledRun> opened = SpooledRun.open(waiting.remove());
            if (opened.isEmpty()) {
                continue;
            }
            if (!opened.get().info().settings().equals(settings)) {
                opened.get().close();
                continue;
            }
            RunDelivery delivery = service.resume(opened.get());
            active.add(new Active(delivery, delivery.sent()));
        }
    }

    private void finishThose(boolean onlyDone) throws InterruptedException {
        for (Iterator<Active> all = active.iterator(); all.hasNext(); ) {
            Active next = all.next();
            if (!onlyDone || next.delivery.isDone()) {
                all.remove();
                count(next, next.delivery.finish(Duration.ZERO));
            }
        }
    }

    private void count(Active run, List<DeliveryReport> reports) {
        boolean clean = reports.stream().allMatch(report -> report.waiting() == 0 && report.refused() == 0);
        long sent = run.delivery.sent() - run.sentBefore;
        result = new Result(
                result.delivered() + (clean ? 1 : 0), result.messages() + sent, result.left() + (clean ? 0 : 1));
    }
}
