package io.jenkins.plugins.ansibleevents.engine.emit.pump;

/**
 * The progress of a run's delivery to one receiver.
 *
 * @param waiting messages not yet settled, including those that the emitter's filter will skip
 * @param breaker {@code closed} while messages are delivered, {@code open} while the receiver is left alone,
 *     {@code half_open} while one message is tried
 */
public record DeliveryProgress(
        String emitter, long sent, long retried, long refused, long dropped, long waiting, String breaker) {}
