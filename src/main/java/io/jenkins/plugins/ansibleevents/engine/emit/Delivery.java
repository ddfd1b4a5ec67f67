package io.jenkins.plugins.ansibleevents.engine.emit;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run on its way to one emitter. {@link #step} is called by the emitter's lane again and again; it never waits
 * except in the attempt itself.
 */
final class Delivery implements Closeable {

    /** The longest wait that a receiver may ask for. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** A receiver that asks for a longer wait is away; one that asks for less limits how fast messages come. */
    private static final Duration A_PACE = Duration.ofMinutes(1);

    private final EmitterSpec spec;
    private final Gatherer gatherer;
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
    private boolean askedToWait;
    private volatile long wanted = -1;
    private volatile @CheckForNull String lastProblem;

    /** @param problem takes each failure in words for the user */
    Delivery(SpooledRun run, EmitterSpec spec, Supplier<RunLog> logs, Consumer<String> problem) throws IOException {
        this.spec = spec;
        this.logs = logs;
        this.log = logs.get();
        this.problem = problem;
        this.cursor = run.cursor(spec.name());
        this.dead = run.deadLetters(spec.name());
        this.gatherer = new Gatherer(spec, log, cursor);
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

    /** Whether the run has ended and the receiver has been given everything. */
    boolean isDone() {
        return done.getCount() == 0;
    }

    boolean awaitDone(long nanos) throws InterruptedException {
        return done.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** What a message has taken lately. */
    long nanosEach() {
        return nanosEach;
    }

    /** What an attempt that was answered has taken lately. */
    long nanosAnAttempt() {
        return nanosAnAttempt;
    }

    /**
     * When the receiver has taken something last, or the emitter has read on, by {@link System#nanoTime}. In the future
     * while a receiver that takes messages has asked us to wait: that is its pace.
     */
    long lastSign() {
        return lastSign;
    }

    /** Nanoseconds until a step can do something, as far as that is a matter of time. */
    long nanosToWait() {
        return Math.max(nanosToNextTry(), gatherer.nanosToWait());
    }

    /** Nanoseconds until the receiver is tried again, after a failure. */
    long nanosToNextTry() {
        return Math.max(0, notBefore - System.nanoTime());
    }

    /**
     * Sends at most one batch.
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
        List<Message> batch = gatherer.batch(ended);
        if (batch.isEmpty()) {
            return ended && gatherer.exhausted() && !settled(emitter);
        }
        if (!breaker.tryAcquirePermit()) {
            notBefore = System.nanoTime() + breaker.getRemainingDelay().toNanos();
            return false;
        }
        long before = System.nanoTime();
        Outcome outcome = emitter.send(batch);
        long taken = System.nanoTime() - before;
        nanosEach = (nanosEach * 3 + taken / batch.size()) / 4;
        if (!(outcome instanceof Outcome.RetryLater)) {
            nanosAnAttempt = taken;
        }
        breaker.recordResult(outcome);
        settle(batch, outcome);
        return notBefore <= System.nanoTime();
    }

    /** Everything was accepted: the emitter has the last word. */
    private boolean settled(EmitterHolder emitter) throws IOException, InterruptedException {
        if (emitter.settle() instanceof Outcome.RetryLater later) {
            retry(List.of(), later);
            return false;
        }
        done.countDown();
        return true;
    }

    /** Once: what an emitter may have lost when its process was killed goes out again. Rather twice than never. */
    private void recover(EmitterHolder emitter) throws IOException {
        if (!started) {
            unconfirmed = emitter.unconfirmed();
            boolean whole = unconfirmed == 0 || cursor.cleanlyClosed();
            gatherer.restart(whole ? cursor.position() : back(unconfirmed));
            started = true;
        }
    }

    private void settle(List<Message> batch, Outcome outcome) throws IOException {
        if (outcome instanceof Outcome.Accepted) {
            advance(cursor.tally().plusSent(batch.size()));
        } else if (outcome instanceof Outcome.Refused refused) {
            refuse(batch, refused.reason());
        } else if (outcome instanceof Outcome.RetryLater later) {
            retry(batch, later);
        }
    }

    private void advance(Tally tally) throws IOException {
        cursor.advance(gatherer.end(), tally);
        lastSign = System.nanoTime();
        askedToWait = false;
        gatherer.next();
        attempts = null;
    }

    /** Of a refused batch the guilty ones are found by sending one by one. */
    private void refuse(List<Message> batch, String reason) throws IOException {
        if (batch.size() > 1) {
            gatherer.splitBatch(cursor.position());
            return;
        }
        tell(batch.get(0).description() + " was refused: " + reason);
        dead.add(batch.get(0), gatherer.before(0), reason);
        advance(cursor.tally().plusRefused());
    }

    private void retry(List<Message> batch, Outcome.RetryLater later) throws IOException {
        tell(later.reason());
        Tally tally = cursor.tally().plusRetried();
        if (later.resend() > 0) {
            cursor.advance(back(later.resend()), tally.minusSent(later.resend()));
            gatherer.restart(cursor.position());
            attempts = null;
        } else {
            cursor.advance(cursor.position(), tally);
        }
        if (attempts == null) {
            attempts = Execution.of(retryPolicy);
        }
        attempts.recordResult(later);
        if (attempts.isComplete() && later.resend() == 0) {
            giveUp(batch, later.reason());
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

    private void giveUp(List<Message> batch, String reason) throws IOException {
        Tally tally = cursor.tally();
        String why = "given up after " + spec.retry().giveUpAfter().toSeconds() + " s: " + reason;
        for (int i = 0; i < batch.size(); i++) {
            dead.add(batch.get(i), gatherer.before(i), why);
            tally = tally.plusRefused();
        }
        advance(tally);
    }

    private void tell(String reason) {
        lastProblem = reason;
        problem.accept(reason);
    }

    /** Makes the cursor survive a crash of the machine. */
    void force() throws IOException {
        cursor.force();
    }

    /**
     * How many messages are left, after the run's end. Reads the rest of the run once, and reckons from then on.
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
     * How many messages are left, at least the last one when the emitter could not vouch for it yet; reads them, so only
     * for the end of a run.
     */
    long waiting() throws IOException {
        // A reader of its own: the lane may still be at work with the other one.
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
