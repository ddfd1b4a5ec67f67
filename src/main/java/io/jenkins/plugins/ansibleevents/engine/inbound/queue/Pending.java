package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Waits for the result of another thread or a broker, and translates its failure. */
public final class Pending {

    private Pending() {}

    /**
     * Waits for a result.
     *
     * @param failure what to throw for a failure that is not a {@link QueueException} yet; also for a {@link
     *     TimeoutException} and an {@link InterruptedException} (the thread stays interrupted)
     */
    public static <R> R result(Future<R> future, long millis, Function<Throwable, QueueException> failure)
            throws QueueException {
        try {
            return future.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw translate(e.getCause(), failure);
        } catch (TimeoutException e) {
            throw failure.apply(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.apply(e);
        }
    }

    /** The same future, failing with {@link QueueException}s only. */
    public static <R> CompletableFuture<R> translated(
            CompletableFuture<R> future, Function<Throwable, QueueException> failure) {
        var result = new CompletableFuture<R>();
        future.whenComplete((value, error) -> {
            if (error == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(translate(error, failure));
            }
        });
        return result;
    }

    private static QueueException translate(Throwable error, Function<Throwable, QueueException> failure) {
        return error instanceof QueueException known ? known : failure.apply(error);
    }
}
