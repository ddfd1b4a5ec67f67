package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Follows a started Ansible to its end: takes its output, keeps the time limits, stops it on request. */
final class Follower {

    /**
     * The wait after output, which often is followed by more: one read then takes it all, and Ansible gets the
     * processor.
     */
    private static final long SHORTEST_DELAY_NANOS = Duration.ofMillis(100).toNanos();

    /** The wait at the end, when only the launch script's report and its end are missing. */
    private static final long END_DELAY_NANOS = Duration.ofMillis(2).toNanos();

    /** Time for the launch script beyond the grace period, before it is killed. */
    private static final long SCRIPT_MARGIN_NANOS = Duration.ofSeconds(10).toNanos();

    private final Launch launch;
    private final Capture capture;
    private final RunOptions options;
    private final AtomicReference<StopReason> stopRequest;
    private final Consumer<String> notice;
    private final ActiveTasks active;
    private final long longestDelayNanos;
    private final long startedNanos;
    private final BooleanSupplier left;
    private long newsNanos = System.nanoTime();
    private long delayNanos = SHORTEST_DELAY_NANOS;
    private long endDelayNanos = END_DELAY_NANOS;
    private @CheckForNull StopReason stopped;
    private long stopEndsNanos;

    Follower(
            Launch launch,
            Capture capture,
            RunOptions options,
            AtomicReference<StopReason> stopRequest,
            Consumer<String> notice,
            ActiveTasks active,
            Duration longestDelay,
            long startedNanos,
            BooleanSupplier left) {
        this.launch = launch;
        this.capture = capture;
        this.options = options;
        this.stopRequest = stopRequest;
        this.notice = notice;
        this.active = active;
        this.longestDelayNanos = longestDelay.toNanos();
        this.startedNanos = startedNanos;
        this.left = left;
    }

    /**
     * Returns when Ansible has ended, all of its output has been taken, and the launch script is gone; null when the run was
     * left.
     */
    @CheckForNull
    ProgramEnd toEnd() throws IOException {
        ProgramEnd end = null;
        while (end == null) {
            if (left.getAsBoolean()) {
                return null;
            }
            boolean news = capture.pump();
            keepLimits(news);
            end = news && !capture.isTextComplete() ? null : launch.end();
            if (end == null) {
                pause(news);
            }
        }
        takeRest(end);
        return end;
    }

    /** Why the run was stopped, or null when Ansible ended by itself. */
    @CheckForNull
    StopReason stopped() {
        return stopped;
    }

    private void keepLimits(boolean news) {
        long now = System.nanoTime();
        newsNanos = news ? now : newsNanos;
        if (stopped != null) {
            if (now - stopEndsNanos > 0) {
                launch.kill();
            }
            return;
        }
        stopped = reasonToStop(now);
        if (stopped != null) {
            stopRequest.compareAndSet(null, stopped);
            stopEndsNanos = now + options.grace().toNanos() + SCRIPT_MARGIN_NANOS;
            notice.accept(stopped.outcome().sentence());
            launch.stop();
        }
    }

    private @CheckForNull StopReason reasonToStop(long now) {
        StopReason asked = stopRequest.get();
        if (asked != null) {
            return asked.during(active);
        }
        if (isOver(options.jobTimeout(), now - startedNanos)) {
            return timeout(
                    RunOutcome.Kind.JOB_TIMEOUT,
                    "job timeout: the run took longer than " + words(options.jobTimeout()));
        }
        if (isOver(options.idleTimeout(), now - newsNanos)) {
            return timeout(
                    RunOutcome.Kind.IDLE_TIMEOUT, "idle timeout: nothing happened for " + words(options.idleTimeout()));
        }
        return null;
    }

    private StopReason timeout(RunOutcome.Kind kind, String sentence) {
        return StopReason.of(RunStatus.TIMEOUT, kind, sentence + "; still running: " + active.describe());
    }

    private static boolean isOver(Duration limit, long nanos) {
        return !limit.isZero() && nanos > limit.toNanos();
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    /** Waits for new output; longer each time when none arrives. */
    private void pause(boolean news) {
        if (capture.isTextComplete()) {
            LockSupport.parkNanos(this, endDelayNanos);
            endDelayNanos = longer(endDelayNanos);
        } else {
            delayNanos = news ? SHORTEST_DELAY_NANOS : longer(delayNanos);
            capture.awaitEndOfText(Duration.ofNanos(delayNanos));
        }
    }

    private long longer(long nanos) {
        return Math.min(longestDelayNanos, nanos * 3 / 2);
    }

    private void takeRest(ProgramEnd end) throws IOException {
        boolean more = true;
        while (more) {
            more = capture.pump(); // output from before the end
        }
        launch.release();
        long givenUp = System.nanoTime() + options.grace().toNanos() + SCRIPT_MARGIN_NANOS;
        boolean scriptKilled = end.cause() == ProgramEnd.Cause.SCRIPT_KILLED;
        while (!launch.isOver() || scriptKilled && !launch.isClean()) {
            if (System.nanoTime() - givenUp > 0) {
                launch.kill();
                break;
            }
            capture.pumpText();
            LockSupport.parkNanos(this, END_DELAY_NANOS);
        }
        capture.end();
    }
}
