package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Limits of a broker for messages that wait for long.
 *
 * @param receipts how often a message may be received before the broker makes it a dead letter; empty when it has no
 * such limit, or does not report it
 * @param kept how long it keeps a message; empty when it does not report it
 */
public record BrokerLimits(OptionalInt receipts, Optional<Duration> kept) {

    /** Those of a queue that has none, or of a broker that cannot be asked. */
    public static final BrokerLimits NONE = new BrokerLimits(OptionalInt.empty(), Optional.empty());
}
