package io.jenkins.plugins.ansibleevents.engine.emit.pump;

/**
 * How far the delivery of a run to one emitter is.
 *
 * @param waiting messages not yet settled, those that the emitter's filter will pass over included
 * @param breaker {@code closed} while it is delivered, {@code open} while the receiver is left alone, {@code half_open}
 *     while one message is tried
 */
public record DeliveryProgress(
        String emitter, long sent, long retried, long refused, long dropped, long waiting, String breaker) {}
