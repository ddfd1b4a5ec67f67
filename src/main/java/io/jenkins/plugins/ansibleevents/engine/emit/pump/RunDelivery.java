package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.DeliveryTally;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Position;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.files.WholeFile;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A run that is being delivered to all receivers. One thread at a time hands statuses and events over, and no receiver
 * ever holds it up: an event only wakes the lanes, which read its text from the record.
 */
public final class RunDelivery {

    private static final Logger LOGGER = Logger.getLogger(RunDelivery.class.getName());

    /** Time for an attempt that is broken off at the end. */
    private static final long LET_GO_NANOS = Duration.ofSeconds(3).toNanos();

    /** How often a waiting end checks whether it still waits for something. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private record Part(Delivery delivery, Lane lane) {

        /** @param begun when the waiting began, by {@link System#nanoTime} */
        boolean isTaken(long begun, Duration patience) {
            return !delivery.isDone()
                    && EndWait.isTaken(
                            System.nanoTime() + delivery.nanosToNextTry(),
                            Math.max(0, lane.lastSign() - begun) + begun,
                            patience,
                            Duration.ofNanos(lane.nanosAnAttempt()));
        }
    }

    private final SpooledRun run;
    private final List<Part> parts = new ArrayList<>();
    private volatile long lastCounter;
    private volatile boolean ended;
    private volatile boolean hurried;

    /** @param ended whether nothing more will be recorded */
    RunDelivery(SpooledRun run, boolean ended) {
        this.run = run;
        this.ended = ended;
    }

    void add(Delivery delivery, Lane lane) {
        parts.add(new Part(delivery, lane));
        lane.add(delivery, this::hasEnded);
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether all emitters of this service have delivered everything. */
    boolean isDone() {
        return parts.stream().allMatch(part -> part.delivery.isDone());
    }

    /** Messages that all processes which worked on the run have sent. */
    long sent() {
        return parts.stream()
                .mapToLong(part -> part.delivery.cursor().tally().sent())
                .sum();
    }

    /** Hands over a change of the run's status; statuses keep their place between the events. */
    public void status(StatusEvent status) {
        try {
            run.status(lastCounter, status);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "cannot keep the status " + status.status().wireName() + " of "
                            + run.info().ident() + " in " + run.directory() + "; it is sent, but not after a restart");
        }
        signal();
    }

    /**
     * Hands over an event that has been recorded in {@code events.jsonl}.
     *
     * @param counter the event's counter
     */
    public void recorded(long counter) {
        if (lastCounter == 0) {
            run.keepEvents();
        }
        lastCounter = Math.max(lastCounter, counter);
        signal();
    }

    private void signal() {
        for (Part part : parts) {
            part.lane.signal();
        }
    }

    /**
     * Waits, after the run's end, until everything is delivered, as long as the receivers take messages. The rest goes
     * on being sent until {@link #finish}.
     *
     * @param limit the longest wait
     * @param patience how long a receiver may take nothing before the wait for it ends
     */
    public void awaitWhileTaken(Duration limit, Duration patience) throws InterruptedException {
        end();
        long begun = System.nanoTime();
        long left = limit.toNanos();
        while (left > 0 && !hurried) {
            Optional<Part> next =
                    parts.stream().filter(part -> part.isTaken(begun, patience)).findFirst();
            if (next.isEmpty()) {
                return;
            }
            next.get().delivery.awaitDone(Math.min(left, LOOK_AGAIN.toNanos()));
            left = limit.toNanos() - (System.nanoTime() - begun);
        }
    }

    /** Ends {@link #awaitWhileTaken}, now and from now on. Called by any thread. */
    public void hurry() {
        hurried = true;
    }

    private void end() {
        ended = true;
        signal();
    }

    /**
     * Number of messages left for each emitter that is not done, after the run's end; the first call reads the
     * messages.
     */
    public Map<String, Long> left() {
        var left = new TreeMap<String, Long>();
        for (Part part : parts) {
            long count = left(part.delivery);
            if (count > 0) {
                left.put(part.delivery.spec().name(), count);
            }
        }
        return left;
    }

    private long left(Delivery delivery) {
        try {
            return delivery.left();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> about(delivery) + "cannot count what is left");
            return 0;
        }
    }

    /**
     * Waits, after the run's end, until everything is delivered, but not longer than asked and not in vain
     * ({@link EndWait}). Then it stops delivering and writes {@code delivery.json} into the run directory. The rest is
     * kept for {@link DeliveryService#resume}.
     */
    public List<DeliveryReport> finish(Duration wait) throws InterruptedException {
        end();
        long deadline = System.nanoTime() + wait.toNanos();
        for (Part part : parts) {
            if (isWorthWaitingFor(part.delivery, wait)) {
                part.delivery.awaitDone(deadline - System.nanoTime());
            }
        }
        // All are removed at the same time: a receiver that hangs does not delay the end for the others.
        parts.forEach(part -> part.lane.remove(part.delivery));
        long patience = System.nanoTime() + LET_GO_NANOS;
        List<DeliveryReport> reports = new ArrayList<>();
        // Messages for an emitter that is not configured here stay for a process that has it.
        boolean keep = parts.size() < run.info().emitters().size();
        for (Part part : parts) {
            boolean free = part.lane.awaitFree(part.delivery, patience);
            DeliveryReport report = report(part.delivery);
            reports.add(report);
            keep |= report.waiting() > 0 || report.refused() > 0 && hasDeadLetters(part.delivery);
            if (free) {
                close(part.delivery);
            }
        }
        release(keep);
        writeReport(reports);
        return reports;
    }

    /** Stops to deliver a run that goes on; all of it stays in the spool for {@link DeliveryService#takeUp}. */
    public void leave() throws InterruptedException {
        parts.forEach(part -> part.lane.remove(part.delivery));
        long patience = System.nanoTime() + LET_GO_NANOS;
        for (Part part : parts) {
            if (part.lane.awaitFree(part.delivery, patience)) {
                close(part.delivery);
            }
        }
        release(true);
    }

    private boolean isWorthWaitingFor(Delivery delivery, Duration wait) {
        return EndWait.isWorthwhile(wait, delivery.nanosToNextTry(), recordedAfter(delivery), delivery.nanosEach());
    }

    private long recordedAfter(Delivery delivery) {
        Position position = delivery.cursor().position();
        return lastCounter - position.counter() + run.statusCount() - position.statuses();
    }

    /** How far each delivery is now; reads nothing for it. */
    public List<DeliveryProgress> progress() {
        return parts.stream().map(this::progress).toList();
    }

    private DeliveryProgress progress(Part part) {
        Delivery delivery = part.delivery;
        DeliveryTally tally = delivery.cursor().tally();
        return new DeliveryProgress(
                delivery.spec().name(),
                tally.sent(),
                tally.retried(),
                tally.refused(),
                tally.dropped(),
                delivery.isDone() ? 0 : Math.max(0, recordedAfter(delivery)),
                part.lane.breakerState());
    }

    private DeliveryReport report(Delivery delivery) {
        DeliveryTally tally = delivery.cursor().tally();
        return new DeliveryReport(
                delivery.spec().name(),
                delivery.spec().target(),
                tally.sent(),
                tally.retried(),
                tally.refused(),
                tally.dropped(),
                delivery.isDone() ? 0 : waiting(delivery),
                delivery.again(),
                delivery.lastProblem());
    }

    private long waiting(Delivery delivery) {
        try {
            return delivery.waiting();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> about(delivery) + "cannot count what waits");
            return 1;
        }
    }

    private static boolean hasDeadLetters(Delivery delivery) {
        try {
            return !delivery.deadLetters().list().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    private void close(Delivery delivery) {
        try {
            if (delivery.isDone()) {
                delivery.cursor().markClosed();
            }
            delivery.close();
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> about(delivery) + "cannot note what was delivered; some messages may be sent twice");
        }
    }

    private String about(Delivery delivery) {
        return "run " + run.info().ident() + ", emitter " + delivery.spec().name() + ": ";
    }

    private void release(boolean keep) {
        try {
            if (keep) {
                run.keepEvents();
            } else {
                run.remove();
            }
            run.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot tidy up " + run.directory());
        }
    }

    /** {@code {"ident": ..., "emitters": [{"emitter", "target", "sent", "retried", ...}]}}. */
    private void writeReport(List<DeliveryReport> reports) {
        Path directory = run.info().runDirectory();
        if (!Files.isDirectory(directory)) {
            return;
        }
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("ident", run.info().ident());
        var list = json.putArray("emitters");
        reports.forEach(report -> list.add(report.toJson()));
        try {
            byte[] content = json.toPrettyString().getBytes(StandardCharsets.UTF_8);
            WholeFile.put(new RunDirectory(directory).delivery(), out -> out.write(content));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot write delivery.json into " + directory);
        }
    }
}
