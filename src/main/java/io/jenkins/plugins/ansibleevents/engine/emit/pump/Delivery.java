package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Cursor;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.DeadLetters;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.DeliveryTally;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Position;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.RunLog;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The delivery of one run to one receiver. The emitter's lane calls {@link #step} again and again; a step waits only in
 * the attempt itself.
 */
final class Delivery implements Closeable {

    /** The longest wait that a receiver may ask for. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** A receiver that asks for a longer wait is away; one that asks for less only limits the pace of the messages. */
    private static final Duration A_PACE = Duration.ofMinutes(1);

    /**
     * A receiver that answers faster than this gets one request after the other: parallel requests cost more than they
     * save.
     */
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final EmitterSpec spec;
    private final Window window;
    private final Supplier<RunLog> logs;
    private final RunLog log;
    private final Cursor cursor;
    private final DeadLetters dead;
    private final Consumer<String> problem;
    private final RetryPolicy<Outcome> retryPolicy;
    private final CountDownLatch done = new CountDownLatch(1);
    private @CheckForNull Execution<Outcome> attempts;
    private boolean started;
    private volatile int unconfirmed;
    private volatile long notBefore = System.nanoTime();
    private volatile long nanosEach;
    private volatile long nanosAnAttempt;
    private volatile long lastSign = System.nanoTime();
    private volatile boolean askedToWait;
    private volatile long wanted = -1;
    private volatile @CheckForNull String lastProblem;

    /** @param problem takes each failure, in words for the user */
    Delivery(SpooledRun run, EmitterSpec spec, Supplier<RunLog> logs, Consumer<String> problem) throws IOException {
        this.spec = spec;
        this.logs = logs;
        this.log = logs.get();
        this.problem = problem;
        this.cursor = run.cursor(spec.name());
        this.dead = run.deadLetters(spec.name());
        this.window = new Window(spec, log, cursor);
        this.retryPolicy = spec.retry().retryPolicy();
    }

    EmitterSpec spec() {
        return spec;
    }

    Cursor cursor() {
        return cursor;
    }

    DeadLetters deadLetters() {
        return dead;
    }

    @CheckForNull
    String lastProblem() {
        return lastProblem;
    }

    /** Whether the run has ended and nothing is left to send. */
    boolean isDone() {
        return done.getCount() == 0;
    }

    boolean awaitDone(long nanos) throws InterruptedException {
        return done.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** The recent time for one message, in nanoseconds. */
    long nanosEach() {
        return nanosEach;
    }

    /** The recent time for one attempt that the receiver has answered, in nanoseconds. */
    long nanosAnAttempt() {
        return nanosAnAttempt;
    }

    /**
     * When the receiver has last taken a message or the delivery has last read on, by {@link System#nanoTime}. The time
     * is in the future while a receiver that takes messages has asked for a wait: that wait is its pace.
     */
    long lastSign() {
        return lastSign;
    }

    /** Nanoseconds until the time alone lets a step do something. */
    long nanosToWait() {
        return Math.max(nanosToNextTry(), window.nanosToWait());
    }

    /** Nanoseconds until the next attempt after a failure. */
    long nanosToNextTry() {
        return Math.max(0, notBefore - System.nanoTime());
    }

    /**
     * Sends one batch, or several at once when the emitter may.
     *
     * @param ended whether the run has ended, asked before the step
     * @return whether another step may have something to do at once
     */
    boolean step(EmitterHolder emitter, CircuitBreaker<Outcome> breaker, boolean ended)
            throws IOException, InterruptedException {
        if (isDone() || notBefore > System.nanoTime()) {
            return false;
        }
        recover(emitter);
        List<Batch> batches = window.next(ended, atOnce(breaker));
        if (batches.isEmpty()) {
            return readOn() || ended && window.exhausted() && !settled(emitter);
        }
        if (!breaker.tryAcquirePermit()) {
            notBefore = System.nanoTime() + breaker.getRemainingDelay().toNanos();
            return false;
        }
        long before = System.nanoTime();
        List<Outcome> outcomes =
                emitter.sendAtOnce(batches.stream().map(Batch::messages).toList());
        measure(System.nanoTime() - before, batches, outcomes);
        breaker.recordResult(firstTaken(outcomes));
        settle(batches, outcomes);
        return notBefore <= System.nanoTime();
    }

    /** Whether the filter has left out all that was read, and there is more to read. */
    private boolean readOn() {
        boolean more = window.canReadOn();
        if (more) {
            lastSign = System.nanoTime();
        }
        return more;
    }

    /** How many batches to send at once: one where parallel requests are not quicker, and after failures. */
    private int atOnce(CircuitBreaker<Outcome> breaker) {
        return breaker.isClosed() && nanosAnAttempt > AT_ONCE_NANOS ? spec.inFlight() : 1;
    }

    private void measure(long nanos, List<Batch> batches, List<Outcome> outcomes) {
        int messages = batches.stream().mapToInt(Batch::size).sum();
        nanosEach = (nanosEach * 3 + nanos / messages) / 4;
        if (outcomes.stream().anyMatch(Delivery::isTaken)) {
            nanosAnAttempt = nanos;
        }
    }

    private static boolean isTaken(Outcome outcome) {
        return !(outcome instanceof Outcome.RetryLater);
    }

    /** Several batches count as one attempt for the breaker: it has failed when none of them was taken. */
    private static Outcome firstTaken(List<Outcome> outcomes) {
        return outcomes.stream().filter(Delivery::isTaken).findFirst().orElse(outcomes.get(0));
    }

    /** Whether the emitter confirms the messages that it has accepted, now that all are accepted. */
    private boolean settled(EmitterHolder emitter) throws IOException, InterruptedException {
        if (emitter.settle() instanceof Outcome.RetryLater later) {
            retryAll(later);
            return false;
        }
        done.countDown();
        return true;
    }

    /** Sends again, once, what the emitter may have lost when its process was killed: rather twice than never. */
    private void recover(EmitterHolder emitter) throws IOException {
        if (!started) {
            unconfirmed = emitter.unconfirmed();
            boolean whole = unconfirmed == 0 || cursor.cleanlyClosed();
            window.restart(whole ? cursor.position() : back(unconfirmed));
            started = true;
        }
    }

    private void settle(List<Batch> batches, List<Outcome> outcomes) throws IOException {
        Position before = window.settled();
        var failed = new ArrayList<Batch>();
        Outcome.RetryLater failure = null;
        DeliveryTally tally = cursor.tally();
        for (int i = 0; i < batches.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.RetryLater later) {
                failed.add(batches.get(i));
                failure = failure == null ? later : failure;
                tally = tally.plusRetried();
                tell(later.reason());
            } else {
                tally = settle(batches.get(i), outcomes.get(i), tally);
                taken();
            }
        }
        if (failure == null || failure.resend() == 0) {
            note(tally);
        }
        if (!window.settled().equals(before)) {
            attempts = null;
        }
        if (failure != null) {
            retry(failed.get(0), failure, tally);
        }
    }

    private DeliveryTally settle(Batch batch, Outcome outcome, DeliveryTally tally) throws IOException {
        if (outcome instanceof Outcome.Refused refused) {
            return refuse(batch, refused.reason(), tally);
        }
        window.settle(batch);
        return tally.plusSent(batch.size());
    }

    private void taken() {
        lastSign = System.nanoTime();
        askedToWait = false;
    }

    /** Splits a refused batch: its messages go out one by one, so that only those at fault become dead letters. */
    private DeliveryTally refuse(Batch batch, String reason, DeliveryTally tally) throws IOException {
        if (batch.size() > 1) {
            window.split(batch);
            return tally;
        }
        Batch.Item item = batch.items().get(0);
        tell(item.message().description() + " was refused: " + reason);
        dead.add(item.message(), item.before(), reason);
        window.settle(batch);
        return tally.plusRefused();
    }

    private void note(DeliveryTally tally) throws IOException {
        cursor.advance(new Cursor.State(window.settled(), tally, window.ahead()));
    }

    /** Sends messages again that the emitter has accepted and then found lost. */
    private void retryAll(Outcome.RetryLater later) throws IOException {
        tell(later.reason());
        DeliveryTally tally = cursor.tally().plusRetried();
        note(tally);
        retry(null, later, tally);
    }

    /** @param oldest the oldest batch that has failed; null when none has */
    private void retry(@CheckForNull Batch oldest, Outcome.RetryLater later, DeliveryTally tally) throws IOException {
        if (later.resend() > 0) {
            cursor.advance(back(later.resend()), tally.minusSent(later.resend()));
            window.restart(cursor.position());
            attempts = null;
        }
        if (attempts == null) {
            attempts = Execution.of(retryPolicy);
        }
        attempts.recordResult(later);
        if (attempts.isComplete() && later.resend() == 0 && oldest != null) {
            giveUp(oldest, later.reason());
            return;
        }
        Duration wait = later.after().orElse(attempts.getDelay());
        notBefore = System.nanoTime() + (wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait).toNanos();
        if (later.after().isPresent() && !askedToWait && wait.compareTo(A_PACE) <= 0) {
            askedToWait = true;
            lastSign = notBefore;
        }
    }

    private Position back(int messages) throws IOException {
        return log.back(cursor.position(), messages, spec.filter()::passes);
    }

    private void giveUp(Batch batch, String reason) throws IOException {
        DeliveryTally tally = cursor.tally();
        String why = "given up after " + spec.retry().giveUpAfter().toSeconds() + " s: " + reason;
        for (Batch.Item item : batch.items()) {
            dead.add(item.message(), item.before(), why);
            tally = tally.plusRefused();
        }
        window.settle(batch);
        note(tally);
        attempts = null;
    }

    private void tell(String reason) {
        lastProblem = reason;
        problem.accept(reason);
    }

    /**
     * Number of messages that the receiver has taken and that would be sent again if this process ended now, because
     * one before them is not delivered.
     */
    int again() {
        return cursor.state().ahead();
    }

    /** Makes the cursor survive a crash of the machine. */
    void force() throws IOException {
        cursor.force();
    }

    /**
     * Number of messages that are left, after the run's end. The first call reads the rest of the run, later calls only
     * subtract.
     */
    long left() throws IOException {
        if (isDone()) {
            return 0;
        }
        if (wanted < 0) {
            Cursor.State now = cursor.state();
            try (RunLog rest = logs.get()) {
                wanted = now.tally().settled() - now.ahead() + rest.countAfter(now.position(), spec.filter());
            }
        }
        return Math.max(0, wanted - cursor.tally().settled());
    }

    /**
     * Number of messages that are left; at least the last one when the emitter could not confirm it yet. It reads them
     * all, so it is for the end of a run only.
     */
    long waiting() throws IOException {
        // A reader of its own, because the lane may still use the other one.
        long count;
        try (RunLog rest = logs.get()) {
            count = rest.countAfter(cursor.position(), spec.filter());
        }
        return count == 0 && unconfirmed > 0 ? 1 : count;
    }

    @Override
    public void close() throws IOException {
        log.close();
        try {
            cursor.force();
        } finally {
            cursor.close();
        }
    }
}
