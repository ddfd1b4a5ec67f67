package io.jenkins.plugins.ansibleevents.engine.emit;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.RetryPolicy;
import java.time.Duration;

/**
 * What happens when a receiver does not take a message now. A value that makes no sense is refused with an {@link
 * OutOfRange}, wherever it comes from.
 *
 * @param firstDelay wait after the first failed attempt; doubled after each further one
 * @param maxDelay the longest wait, also when the receiver asks for more
 * @param jitter 0 to 1: by which part a wait is made longer or shorter at random
 * @param attemptTimeout the time after which an attempt is interrupted and counts as failed
 * @param giveUpAfter the time after which a message becomes a dead letter; zero for never
 * @param breakerFailures failed attempts in a row after which the breaker opens: nothing is sent for a while
 * @param breakerPause how long the breaker stays open; then one message is tried
 */
public record RetryRules(
        Duration firstDelay,
        Duration maxDelay,
        double jitter,
        Duration attemptTimeout,
        Duration giveUpAfter,
        int breakerFailures,
        Duration breakerPause) {

    public static final RetryRules DEFAULT = new RetryRules(
            Duration.ofMillis(500),
            Duration.ofSeconds(60),
            0.2,
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            10,
            Duration.ofSeconds(30));

    /** A value that is out of its range. The message begins with the option's name in settings and forms. */
    public static final class OutOfRange extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final String option;
        private final String problem;

        private OutOfRange(String option, String problem) {
            super(option + ": " + problem);
            this.option = option;
            this.problem = problem;
        }

        public String option() {
            return option;
        }

        /** The sentence about the value, without the name. */
        public String problem() {
            return problem;
        }
    }

    public RetryRules {
        positive("firstDelay", firstDelay);
        positive("maxDelay", maxDelay);
        inRange("jitterPercent", (int) Math.round(jitter * 100), 0, 100);
        positive("attemptTimeout", attemptTimeout);
        inRange("breakerFailures", breakerFailures, 1, 1_000_000);
        positive("breakerPause", breakerPause);
        if (!giveUpAfter.isZero() && giveUpAfter.compareTo(maxDelay) <= 0) {
            throw new OutOfRange("giveUpAfter", "must be longer than maxDelay, or 0 for never");
        }
    }

    private static void inRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new OutOfRange(option, "must be " + least + " to " + most + ", is " + value);
        }
    }

    private static void positive(String option, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new OutOfRange(option, "must be longer than 0");
        }
    }

    public RetryPolicy<Outcome> retryPolicy() {
        var policy = RetryPolicy.<Outcome>builder()
                .handleResultIf(Outcome.RetryLater.class::isInstance)
                .withMaxRetries(-1)
                .withJitter(jitter);
        if (maxDelay.compareTo(firstDelay) > 0) {
            policy.withBackoff(firstDelay, maxDelay);
        } else {
            policy.withDelay(maxDelay);
        }
        if (!giveUpAfter.isZero()) {
            policy.withMaxDuration(giveUpAfter);
        }
        return policy.build();
    }

    public CircuitBreaker<Outcome> breaker() {
        return CircuitBreaker.<Outcome>builder()
                .handleResultIf(Outcome.RetryLater.class::isInstance)
                .withFailureThreshold(breakerFailures)
                .withDelay(breakerPause)
                .build();
    }
}
