package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How full a queue is. A number that a broker does not report is empty; a broker's numbers may be some seconds old.
 *
 * @param queued messages that can be received now
 * @param delayed messages waiting for their delay
 * @param leased messages somebody has
 * @param dead dead letters
 * @param oldest age of the oldest message that is not acknowledged; zero when there is none
 */
public record QueueDepth(
        OptionalLong queued, OptionalLong delayed, OptionalLong leased, OptionalLong dead, Optional<Duration> oldest) {

    /** A queue that reports nothing. */
    public static final QueueDepth UNKNOWN = new QueueDepth(
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
}
