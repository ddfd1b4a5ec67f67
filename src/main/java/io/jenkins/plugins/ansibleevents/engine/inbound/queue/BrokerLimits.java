package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a broker does of its own accord to messages that wait for long.
 *
 * @param receipts so often a message may be received before the broker takes it away; empty when it does not, or does not
 *     tell
 * @param kept so long it keeps a message; empty when it does not tell
 */
public record BrokerLimits(OptionalInt receipts, Optional<Duration> kept) {

    /** Those of a queue that has none, or of a broker that cannot be asked. */
    public static final BrokerLimits NONE = new BrokerLimits(OptionalInt.empty(), Optional.empty());
}
