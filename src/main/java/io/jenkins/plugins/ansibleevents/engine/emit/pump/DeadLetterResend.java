package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Cursor;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.DeadLetters;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.EmitterDeadLetter;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RunLog;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** Sends the dead letters of a run once more, in the caller's thread. */
public final class DeadLetterResend {

    private final SpooledRun run;
    private final EmitterSpec spec;
    private final EmitterHolder emitter;
    private final RetryPolicy<Outcome> retry;

    private DeadLetterResend(SpooledRun run, EmitterSpec spec, Duration patience, BiConsumer<String, String> told) {
        this.run = run;
        this.spec = spec;
        this.emitter =
                new EmitterHolder(spec, new EmitterContext(spec.name(), warning -> told.accept(spec.name(), warning)));
        this.retry = RetryPolicy.<Outcome>builder(spec.retry().retryPolicy().getConfig())
                .withMaxDuration(patience)
                .build();
    }

    /**
     * Sends the dead letters of all runs with these settings once more.
     *
     * @param spool where the runs are
     * @param settings where the settings of the runs are read, as {@link SpooledRun.RunInfo#settings}
     * @param specs the emitters
     * @param only the name of the emitter, or null for all
     * @param patience how long to wait, for each message, for a receiver that is away
     * @return how many were delivered
     */
    public static int send(
            Spool spool,
            String settings,
            List<EmitterSpec> specs,
            @CheckForNull String only,
            Duration patience,
            BiConsumer<String, String> told)
            throws IOException, InterruptedException {
        int delivered = 0;
        for (SpooledRun run : spool.open()) {
            try (run) {
                for (EmitterSpec spec : specs) {
                    if (run.info().settings().equals(settings)
                            && run.info().emitters().contains(spec.name())
                            && (only == null || only.equals(spec.name()))) {
                        delivered += new DeadLetterResend(run, spec, patience, told).send();
                    }
                }
            }
        }
        return delivered;
    }

    /** Returns how many were delivered; the others stay dead letters, with the new reason. */
    private int send() throws IOException, InterruptedException {
        DeadLetters dead = run.deadLetters(spec.name());
        int delivered = 0;
        try (var log = run.log(() -> true)) {
            for (EmitterDeadLetter letter : dead.list()) {
                delivered += send(log, letter, dead) ? 1 : 0;
            }
        } finally {
            emitter.close();
        }
        return delivered;
    }

    private boolean send(RunLog log, EmitterDeadLetter letter, DeadLetters dead)
            throws IOException, InterruptedException {
        RunLog.Entry entry = log.next(letter.position());
        EmitterMessage message = entry == null ? null : entry.message();
        if (message == null) {
            return false;
        }
        Outcome outcome = attempt(message);
        if (outcome instanceof Outcome.Accepted) {
            dead.done(letter.key());
            count();
            return true;
        }
        String reason =
                outcome instanceof Outcome.Refused refused ? refused.reason() : ((Outcome.RetryLater) outcome).reason();
        dead.add(message, letter.position(), reason);
        return false;
    }

    /** Counts a dead letter that was delivered now in the run's figures. */
    private void count() throws IOException {
        try (Cursor cursor = run.cursor(spec.name())) {
            boolean closed = cursor.cleanlyClosed();
            cursor.advance(cursor.position(), cursor.tally().plusSentAfterAll());
            if (closed) {
                cursor.markClosed();
            }
        }
    }

    private Outcome attempt(EmitterMessage message) throws InterruptedException {
        try {
            return Failsafe.with(retry).get(() -> {
                Outcome outcome = emitter.send(List.of(message));
                return outcome instanceof Outcome.Accepted ? emitter.settle() : outcome;
            });
        } catch (FailsafeException e) {
            throw (InterruptedException) new InterruptedException("resending was interrupted").initCause(e);
        }
    }
}
