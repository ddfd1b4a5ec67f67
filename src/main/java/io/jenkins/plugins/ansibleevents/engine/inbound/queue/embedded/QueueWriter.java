package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Pending;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one thread that changes the file of a queue. Changes submitted while it writes go into the next write together:
 * one atomic change and one fsync for all of them, in the order they were submitted.
 *
 * <p>A change that returns is on disk. One that throws a {@link QueueException} is not, unless it took longer than a
 * minute: then it may still be written. Failures are noted in the queue's health.
 *
 * <p>Safe for use by several threads; an interrupt ends the wait, not the write.
 */
final class QueueWriter implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(QueueWriter.class.getName());

    /** 32 publishers and some consumers wait at most this long in one write: 1 000 of 10 us each are 10 ms. */
    private static final int MOST_PER_WRITE = 1_000;

    private static final long TIMEOUT_MILLIS = 60_000;

    /** One change; refuses by throwing before it has changed anything. */
    interface Change<R> {
        R run() throws QueueException;

        /** Takes back what {@link #run} did after the write has failed: to its caller nothing was stored. */
        default void undo() {}
    }

    /** Called by the writing thread: when everything submitted before is on disk, or when there is nothing to write. */
    interface Listener {
        void written();

        void idle();
    }

    private record Job<R>(Change<R> change, CompletableFuture<R> result) {}

    private final Store store;
    private final String description;
    private final HealthRecord health;
    private final Listener listener;
    private final LinkedBlockingQueue<Job<?>> jobs = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closing;

    /**
     * Makes the writer of a queue; {@link #start} begins.
     *
     * @param name of the thread
     * @param description of the queue, for its errors
     */
    QueueWriter(Store store, String name, String description, HealthRecord health, Listener listener) {
        this.store = store;
        this.description = description;
        this.health = health;
        this.listener = listener;
        this.writer = new Thread(this::write, name);
        this.writer.setDaemon(true);
    }

    void start() {
        writer.start();
    }

    /** Writes a change and returns its result. */
    <R> R write(Change<R> change) throws QueueException {
        return Pending.result(submit(change), TIMEOUT_MILLIS, this::failure);
    }

    /** Writes a change that cannot refuse. */
    void write(Runnable change) throws QueueException {
        write(unrefused(change));
    }

    /**
     * Writes a change without waiting; the future completes when it is on disk, or fails with a {@link QueueException}.
     */
    <R> CompletableFuture<R> begin(Change<R> change) {
        return Pending.translated(submit(change), this::failure);
    }

    /** Writes a change together with the next one; its caller does not learn whether it was written. */
    void alongside(Runnable change) {
        submit(unrefused(change));
    }

    private static Change<Boolean> unrefused(Runnable change) {
        return () -> {
            change.run();
            return true;
        };
    }

    /** Reads something; an entry that cannot be read is noted as a damage. */
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

    /**
     * The future completes when the change is on disk, or fails with a {@link QueueException} or the store's exception.
     */
    <R> CompletableFuture<R> submit(Change<R> change) {
        var job = new Job<R>(change, new CompletableFuture<>());
        jobs.add(job);
        if (closing && jobs.remove(job)) {
            job.result.completeExceptionally(new QueueException(QueueException.Kind.CLOSED, "the queue was closed"));
        }
        return job.result;
    }

    private void write() {
        var batch = new ArrayList<Job<?>>();
        while (!closing || !jobs.isEmpty()) {
            try {
                Job<?> first = jobs.poll(1, TimeUnit.SECONDS);
                if (first == null) {
                    listener.idle();
                    continue;
                }
                batch.add(first);
                jobs.drainTo(batch, MOST_PER_WRITE - 1);
                write(batch);
            } catch (InterruptedException e) {
                closing = true;
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.WARNING, "The embedded queue goes on after a failure of its writer", e);
            }
            batch.clear();
        }
    }

    private void write(List<Job<?>> batch) {
        var done = new ArrayList<Runnable>(batch.size());
        var undo = new ArrayList<Runnable>(batch.size());
        try {
            store.change(() -> batch.forEach(job -> run(job, done, undo)));
            store.sync();
        } catch (StoreException | RuntimeException | Error e) {
            undo(undo);
            batch.forEach(job -> job.result.completeExceptionally(e));
            return;
        }
        try {
            health.up();
            listener.written();
        } finally {
            done.forEach(Runnable::run);
        }
    }

    private static <R> void run(Job<R> job, List<Runnable> done, List<Runnable> undo) {
        try {
            R result = job.change.run();
            undo.add(job.change::undo);
            done.add(() -> job.result.complete(result));
        } catch (QueueException e) {
            done.add(() -> job.result.completeExceptionally(e));
        }
    }

    private void undo(List<Runnable> undo) {
        try {
            store.change(() -> {
                for (int i = undo.size() - 1; i >= 0; i--) {
                    undo.get(i).run();
                }
            });
        } catch (StoreException e) {
            LOGGER.log(Level.FINE, "What could not be written is kept by the store and written later", e);
        }
    }

    /** Writes the submitted changes and ends the thread. */
    @Override
    public void close() {
        closing = true;
        // Wakes the writer. An interrupt would do so too, but closes the file it may be writing.
        jobs.add(new Job<>(() -> null, new CompletableFuture<>()));
        boolean interrupted = false;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
