package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Pending;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Changes of the file that somebody waits for: what returns is on disk (fsync), what throws a {@link QueueException} is
 * not, but for one that took longer than a minute: that may still be written. A failure is noted in the queue's health.
 *
 * <p>Safe for use by several threads; an interrupt ends the wait, not the write.
 */
final class DurableWrites {

    private static final long TIMEOUT_MILLIS = 60_000;

    private final QueueWriter commit;
    private final String description;
    private final HealthRecord health;

    /**
     * Makes the writes of a queue.
     *
     * @param description of the queue, for its errors
     */
    DurableWrites(QueueWriter commit, String description, HealthRecord health) {
        this.commit = commit;
        this.description = description;
        this.health = health;
    }

    /** Writes a change and returns its result. */
    <R> R write(QueueWriter.Change<R> change) throws QueueException {
        return Pending.result(commit.submit(change), TIMEOUT_MILLIS, this::failure);
    }

    /** Writes a change that cannot refuse. */
    void write(Runnable change) throws QueueException {
        write(unrefused(change));
    }

    /** Writes a change without waiting; the result comes when it is on disk, or fails with a {@link QueueException}. */
    <R> CompletableFuture<R> begin(QueueWriter.Change<R> change) {
        return Pending.translated(commit.submit(change), this::failure);
    }

    /** Writes a change with whatever is written next; nobody learns whether it was. */
    void alongside(Runnable change) {
        commit.submit(unrefused(change));
    }

    private static QueueWriter.Change<Boolean> unrefused(Runnable change) {
        return () -> {
            change.run();
            return true;
        };
    }

    /** Reads something; what cannot be read is noted as a damage. */
    <R> R read(Supplier<R> reading) throws QueueException {
        try {
            return reading.get();
        } catch (UncheckedIOException e) {
            throw failure(e);
        }
    }

    private QueueException failure(Throwable error) {
        QueueException translated = StoreFailures.translate(description, error);
        if (translated.kind() == QueueException.Kind.DAMAGED) {
            health.broken(translated.getMessage());
        } else {
            health.down(translated.getMessage());
        }
        return translated;
    }
}
