package io.jenkins.plugins.ansibleevents.engine.runner;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Follows a started Ansible to its end, step by step: takes its output, keeps the time limits, stops it on request.
 *
 * <p>Not safe for use by several threads.
 */
final class Follower {

    /** What {@link #step} returns when there is no further one. */
    static final long OVER = -1;

    /**
     * The wait after output, which often is followed by more: one read then takes it all, and Ansible gets the
     * processor.
     */
    private static final long SHORTEST_DELAY_NANOS = Duration.ofMillis(100).toNanos();

    /** The wait at the end, when only the launch script's report and its end are missing. */
    private static final long END_DELAY_NANOS = Duration.ofMillis(2).toNanos();

    /** Time for the launch script beyond the grace period, before it is killed. */
    private static final Duration SCRIPT_MARGIN = Duration.ofSeconds(10);

    /** Time beyond that for a host that is away, before a run that is to be stopped ends without it. */
    private static final Duration RETURN_MARGIN = Duration.ofMinutes(1);

    private enum Phase {
        FOLLOWING,
        READING_THE_REST,
        CLEANING_UP,
        OVER
    }

    private final Launch launch;
    private final Capture capture;
    private final RunOptions options;
    private final StopRequest stopRequest;
    private final Consumer<String> notice;
    private final ActiveTasks active;
    private final Consumer<ProgramEnd> ended;
    private final long longestDelayNanos;
    private final long startedNanos;
    private final Absence absence = new Absence();
    private Phase phase = Phase.FOLLOWING;
    private long newsNanos = System.nanoTime();
    private long delayNanos = SHORTEST_DELAY_NANOS;
    private long endDelayNanos = END_DELAY_NANOS;
    private @CheckForNull ProgramEnd end;
    private @CheckForNull StopReason stopped;
    private long stoppedNanos;
    private long cleaningNanos;

    /** @param ended called once, when everything of Ansible has been handed out, and before anything of it is removed */
    Follower(
            Launch launch,
            Capture capture,
            RunOptions options,
            StopRequest stopRequest,
            Consumer<String> notice,
            ActiveTasks active,
            Consumer<ProgramEnd> ended,
            Duration longestDelay,
            long startedNanos) {
        this.launch = launch;
        this.capture = capture;
        this.options = options;
        this.stopRequest = stopRequest;
        this.notice = notice;
        this.active = active;
        this.ended = ended;
        this.longestDelayNanos = longestDelay.toNanos();
        this.startedNanos = startedNanos;
    }

    /**
     * Does what can be done now; {@link #OVER} when Ansible has ended, all of its output has been taken, and the launch
     * script is gone, otherwise the nanoseconds until the next step.
     */
    long step() throws IOException {
        return switch (phase) {
            case FOLLOWING -> orAway(this::follow);
            case READING_THE_REST -> orAway(this::readRest);
            case CLEANING_UP -> cleanUp();
            case OVER -> OVER;
        };
    }

    /** Why the run was stopped, or null when Ansible ended by itself. */
    @CheckForNull
    StopReason stopped() {
        return stopped;
    }

    /** A step that needs the host. */
    @FunctionalInterface
    private interface Step {
        long take() throws IOException;
    }

    private long orAway(Step step) throws IOException {
        try {
            return step.take();
        } catch (RunLostException e) {
            throw e;
        } catch (IOException e) {
            if (!options.isHeld()) {
                throw e;
            }
            return away(e);
        }
    }

    private long follow() throws IOException {
        boolean news = capture.pump();
        noteReturn();
        boolean stopping = keepLimits(news);
        end = news && !capture.isTextComplete() ? null : launch.end();
        if (end != null) {
            phase = Phase.READING_THE_REST;
            return 0;
        }
        return stopping || launch.hasMore() ? 0 : delay(news);
    }

    /** Whether the run is to be stopped from now on. */
    private boolean keepLimits(boolean news) {
        long now = System.nanoTime();
        newsNanos = news ? now : newsNanos;
        if (stopped != null) {
            if (!absence.isAway() && now - stoppedNanos > timeToStop().toNanos()) {
                launch.kill();
            }
            return false;
        }
        stopped = reasonToStop(now);
        if (stopped == null) {
            return false;
        }
        stopRequest.fill(stopped);
        stoppedNanos = now;
        notice.accept(stopped.outcome().sentence()
                + (absence.isAway() ? "; the run will be stopped when its host is back" : ""));
        launch.stop();
        return true;
    }

    private Duration timeToStop() {
        return options.grace().plus(SCRIPT_MARGIN);
    }

    private @CheckForNull StopReason reasonToStop(long now) {
        StopReason asked = stopRequest.reason();
        if (asked != null) {
            return asked.during(active);
        }
        if (isOver(options.jobTimeout(), now - startedNanos)) {
            return timeout(
                    RunOutcome.Kind.JOB_TIMEOUT,
                    "job timeout: the run took longer than " + words(options.jobTimeout()));
        }
        if (isOver(options.idleTimeout(), idleNanos(now))) {
            return timeout(
                    RunOutcome.Kind.IDLE_TIMEOUT, "idle timeout: nothing happened for " + words(options.idleTimeout()));
        }
        return null;
    }

    /** Of a held run, at which nobody may have looked for a while, its host knows better than we. */
    private long idleNanos(long now) {
        return options.isHeld() ? launch.quiet().toNanos() : now - newsNanos;
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

    /** The wait for new output; longer each time when none arrives. */
    private long delay(boolean news) {
        if (capture.isTextComplete()) {
            long delay = endDelayNanos;
            endDelayNanos = longer(endDelayNanos);
            return delay;
        }
        delayNanos = news ? SHORTEST_DELAY_NANOS : longer(delayNanos);
        return delayNanos;
    }

    private long longer(long nanos) {
        return Math.min(longestDelayNanos, nanos * 3 / 2);
    }

    /** The host of a held run cannot be reached; the run goes on there. */
    private long away(IOException problem) throws IOException {
        boolean isNew = absence.begin();
        if (launch.isHostGone()) {
            throw problem;
        }
        String sentence = HostLostException.sentence(problem);
        if (isNew) {
            notice.accept(sentence + "; the run goes on there, waiting for it");
        }
        keepLimits(false);
        StopReason reason = stopped;
        if (reason != null && (stopRequest.isUrgent() || isTooLong())) {
            endWithout(reason, sentence);
            return OVER;
        }
        if (absence.length().compareTo(options.patience().plus(timeToStop())) > 0) {
            throw new RunLostException(sentence + "; nobody has reached the run for longer than "
                    + options.patience().toSeconds() + " s, after which it ends by itself");
        }
        return absence.pauseNanos();
    }

    private boolean isTooLong() {
        Duration limit = timeToStop().plus(RETURN_MARGIN);
        return System.nanoTime() - stoppedNanos > limit.toNanos()
                && absence.length().compareTo(limit) > 0;
    }

    /** Whoever wants the run to end does not wait for its host any longer. */
    private void endWithout(StopReason reason, String sentence) {
        stopped = reason.with("; its host could not be reached (" + sentence + "): the processes of the run end by"
                + " themselves when nobody has reached them for "
                + options.patience().toSeconds() + " s");
        end = new ProgramEnd(ProgramEnd.Cause.SCRIPT_KILLED, StopReason.RC, "");
        handOutEnd();
        phase = Phase.OVER;
    }

    private void noteReturn() {
        if (absence.isAway()) {
            notice.accept(
                    "the host of the run is back after " + absence.length().toSeconds() + " s");
            absence.end();
            stoppedNanos = System.nanoTime();
        }
    }

    private long readRest() throws IOException {
        if (capture.pump()) { // output from before the end
            return 0;
        }
        noteReturn();
        if (options.isHeld()) {
            handOutEnd();
        }
        launch.release();
        cleaningNanos = System.nanoTime();
        phase = Phase.CLEANING_UP;
        return 0;
    }

    private void handOutEnd() {
        capture.end();
        ended.accept(end());
    }

    private ProgramEnd end() {
        ProgramEnd known = end;
        if (known == null) {
            throw new IllegalStateException("Ansible has not ended");
        }
        return known;
    }

    private long cleanUp() throws IOException {
        return options.isHeld() ? cleanUpHeld() : cleanUpLive();
    }

    /** Of the launch script that is not held, the output may be late. */
    private long cleanUpLive() throws IOException {
        boolean scriptKilled = end().cause() == ProgramEnd.Cause.SCRIPT_KILLED;
        boolean waits = !launch.isOver() || scriptKilled && !launch.isClean();
        if (waits && System.nanoTime() - cleaningNanos <= timeToStop().toNanos()) {
            capture.pumpText();
            return END_DELAY_NANOS;
        }
        if (waits) {
            launch.kill();
        }
        handOutEnd();
        phase = Phase.OVER;
        return OVER;
    }

    /** Nothing depends on the host any more: when it is away now, the script cleans up by itself. */
    private long cleanUpHeld() {
        try {
            launch.lookForEnd();
            boolean waits = !launch.isOver() && end().cause() != ProgramEnd.Cause.SCRIPT_KILLED;
            if (waits && System.nanoTime() - cleaningNanos <= timeToStop().toNanos()) {
                long delay = endDelayNanos;
                endDelayNanos = longer(endDelayNanos);
                return delay;
            }
        } catch (IOException e) {
            notice.accept(HostLostException.sentence(e) + "; what the run has left there removes itself within "
                    + options.patience().toSeconds() + " s");
        }
        phase = Phase.OVER;
        return OVER;
    }
}
