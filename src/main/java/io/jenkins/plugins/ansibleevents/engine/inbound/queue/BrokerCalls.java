package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * The common part of all calls of a queue to its broker: after {@link #close} they are refused, their failures
 * become {@link QueueException}s, and a failure that is the broker's fault is noted in the queue's health.
 *
 * <p>Safe for use by several threads.
 */
public final class BrokerCalls {

    private final String description;
    private final HealthRecord health;
    private final BiFunction<String, Throwable, QueueException> translation;
    private final Duration timeout;
    private volatile boolean closed;

    /**
     * Makes the calls of a queue.
     *
     * @param description of the queue; errors begin with it
     * @param translation of a failure of the broker's client, given the description
     * @param timeout how long {@link #result} waits
     */
    public BrokerCalls(
            String description,
            HealthRecord health,
            BiFunction<String, Throwable, QueueException> translation,
            Duration timeout) {
        this.description = description;
        this.health = health;
        this.translation = translation;
        this.timeout = timeout;
    }

    /** Throws {@code CLOSED} once the queue was closed. */
    public void mustBeOpen() throws QueueException {
        if (closed) {
            throw new QueueException(QueueException.Kind.CLOSED, description + " was closed");
        }
    }

    /**
     * Waits for the result of a call.
     *
     * @throws QueueException the failure of the call, translated by {@link #failure} unless it was one before; also
     *     when
     *     there is no result in time and when this thread is interrupted (it stays so)
     */
    public <R> R result(Future<R> call) throws QueueException {
        return Pending.result(call, timeout.toMillis(), this::failure);
    }

    /** A failure in the queue's words; the queue is down when the broker is not there or refuses its service. */
    public QueueException failure(Throwable error) {
        QueueException translated = translation.apply(description, error);
        if (translated.isTheBrokersFault()) {
            health.down(translated.getMessage());
        }
        return translated;
    }

    /** From now on calls are refused; returns whether they were not before. */
    public synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }
}
