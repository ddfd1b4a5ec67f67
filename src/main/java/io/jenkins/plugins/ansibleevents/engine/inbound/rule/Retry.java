package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import java.time.Duration;

/**
 * What happens when a run cannot be started or, with {@link Acknowledge#SUCCESSFUL}, does not end well.
 *
 * @param times how many retries, from 0; then the message becomes a dead letter
 * @param delay the time before each retry
 */
public record Retry(int times, Duration delay) {

    /** Three retries, half a minute apart. */
    public static final Retry DEFAULT = new Retry(3, Duration.ofSeconds(30));
}
