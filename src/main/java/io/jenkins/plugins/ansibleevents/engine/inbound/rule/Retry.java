package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import java.time.Duration;

/**
 * What happens when a run cannot be started or, with {@link Acknowledge#SUCCESSFUL}, does not end well.
 *
 * @param times how often it is tried again, from 0; then the message becomes a dead letter
 * @param delay how long before each further try
 */
public record Retry(int times, Duration delay) {

    /** Three more tries, half a minute apart. */
    public static final Retry DEFAULT = new Retry(3, Duration.ofSeconds(30));
}
