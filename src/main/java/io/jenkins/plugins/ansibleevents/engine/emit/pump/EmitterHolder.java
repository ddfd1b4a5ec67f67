package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Opens an emitter when it is needed, and replaces it after a failure that is the emitter's own fault. Every call
 * answers with an {@link Outcome}, whatever the emitter does. Used by one thread, but for {@link #breakOff}.
 */
final class EmitterHolder {

    private static final Logger LOGGER = Logger.getLogger(EmitterHolder.class.getName());

    private final EmitterSpec spec;
    private final EmitterContext context;
    private final AttemptLimit limit;
    private volatile @CheckForNull Emitter emitter;

    EmitterHolder(EmitterSpec spec, EmitterContext context) {
        this.spec = spec;
        this.context = context;
        this.limit = new AttemptLimit(spec.retry().attemptTimeout(), this::breakOff);
    }

    /**
     * Opens the emitter before there is a message, so that peers find the address it listens at. The first attempt
     * reports a failure.
     */
    void openEarly() {
        try {
            attempt(1, () -> {
                opened();
                return List.of(Outcome.accepted());
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a batch; throws nothing but an interrupt that comes from outside. */
    Outcome send(List<EmitterMessage> batch) throws InterruptedException {
        return attempt(1, () -> List.of(opened().send(batch))).get(0);
    }

    /**
     * Sends batches at once; returns the outcome of each. Throws as {@link #send} does; the fate of all is unknown
     * then.
     */
    List<Outcome> sendAtOnce(List<List<EmitterMessage>> batches) throws InterruptedException {
        return batches.size() == 1
                ? List.of(send(batches.get(0)))
                : attempt(batches.size(), () -> opened().sendAtOnce(batches));
    }

    /** Asks whether all accepted messages may count as delivered; throws as {@link #send} does. */
    Outcome settle() throws InterruptedException {
        Emitter current = emitter;
        return current == null
                ? Outcome.accepted()
                : attempt(1, () -> List.of(current.settle())).get(0);
    }

    private List<Outcome> attempt(int count, Callable<List<Outcome>> call) throws InterruptedException {
        List<Outcome> outcome = null;
        Exception failure = null;
        limit.begin();
        try {
            outcome = call.call();
        } catch (Exception e) {
            failure = e;
        }
        boolean tooLong = limit.end();
        if (outcome != null) {
            return outcome;
        }
        return Collections.nCopies(
                count,
                tooLong
                        ? Outcome.retryLater(
                                "no answer within " + inWords(spec.retry().attemptTimeout()))
                        : failed(failure));
    }

    /**
     * Ends a wait of the attempt's thread that an interrupt does not reach; the caller interrupts first. Any thread may
     * call it.
     */
    void breakOff() {
        Emitter current = emitter;
        if (current != null) {
            current.breakOff();
        }
    }

    private static String inWords(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    int unconfirmed() {
        Emitter current = emitter;
        return current == null ? spec.factory().create().unconfirmed() : current.unconfirmed();
    }

    private Emitter opened() throws IOException {
        Emitter current = emitter;
        if (current != null) {
            return current;
        }
        Emitter fresh = spec.factory().create();
        try {
            fresh.open(context);
        } catch (IOException | RuntimeException e) {
            fresh.close();
            throw e;
        }
        emitter = fresh;
        return fresh;
    }

    private Outcome failed(@CheckForNull Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException || cause instanceof IOException && Thread.interrupted()) {
            throw new InterruptedException("emitter " + spec.name() + " was interrupted");
        }
        if (cause instanceof IOException problem) {
            return Outcome.failed(problem);
        }
        LOGGER.log(Level.WARNING, cause, () -> "emitter " + spec.name() + " failed in a way it should not");
        close();
        return Outcome.retryLater("the emitter failed: " + cause);
    }

    void close() {
        Emitter current = emitter;
        emitter = null;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "emitter " + spec.name() + " could not be closed");
        }
    }
}
