package io.jenkins.plugins.ansibleevents.engine.emit;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.RetryPolicy;
import java.time.Duration;

/**
 * What happens when a receiver does not take a message now.
 *
 * @param firstDelay wait after the first failed attempt; doubled after each further one
 * @param maxDelay the longest wait, also when the receiver asks for more
 * @param jitter 0 to 1: by which part a wait is made longer or shorter at random
 * @param attemptTimeout after which an attempt is interrupted and counts as failed
 * @param giveUpAfter after which a message becomes a dead letter; zero for never
 * @param breakerFailures failed attempts in a row after which the receiver is left alone for a while
 * @param breakerPause how long it is left alone; then one message is tried
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

    RetryPolicy<Outcome> retryPolicy() {
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

    CircuitBreaker<Outcome> breaker() {
        return CircuitBreaker.<Outcome>builder()
                .handleResultIf(Outcome.RetryLater.class::isInstance)
                .withFailureThreshold(breakerFailures)
                .withDelay(breakerPause)
                .build();
    }
}
