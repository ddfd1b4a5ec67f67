package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/**
 * Moves the messages of one queue into another, in their order, with their ids and attributes. A message leaves the
 * source when the target has it for good: whatever fails in between, it is in one of them, or in both; running it again
 * finishes the work. Attempts are counted from zero in the target.
 *
 * <p>Messages that cannot be received stay: leased ones, delayed ones, and dead letters.
 */
public final class QueueMover {

    private static final int BATCH = 500;
    private static final Duration LEASE = Duration.ofMinutes(2);
    /** A broker may need this long to come up with the first message. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A queue that says it is empty is believed this soon. */
    private static final Duration WHEN_EMPTY = Duration.ofSeconds(1);

    private static final long PUBLISH_TIMEOUT_MILLIS = 60_000;

    private final MessageQueue source;
    private final MessageQueue target;

    public QueueMover(MessageQueue source, MessageQueue target) {
        this.source = source;
        this.target = target;
    }

    /**
     * How many messages were moved, and how many stay.
     *
     * @param moved messages that are in the target now
     * @param stay messages left in the source that wait for a delay or are leased; empty when it does not report them
     * @param dead dead letters left in the source; empty when it does not report them
     */
    public record Result(long moved, OptionalLong stay, OptionalLong dead) {}

    /**
     * Moves until nothing more comes for some seconds.
     *
     * @param progress called with the number of messages moved so far, after each batch
     */
    public Result move(LongConsumer progress) throws QueueException, InterruptedException {
        long moved = 0;
        List<Lease> batch = next();
        while (!batch.isEmpty()) {
            moved += move(batch);
            progress.accept(moved);
            batch = next();
        }
        QueueDepth left = source.depth();
        return new Result(moved, sum(left.delayed(), left.leased()), left.dead());
    }

    private List<Lease> next() throws QueueException, InterruptedException {
        boolean empty = source.depth().queued().orElse(1) == 0;
        return source.receive(BATCH, LEASE, empty ? WHEN_EMPTY : PATIENCE);
    }

    /** Acknowledges the messages that the target has, also when others failed; then throws the first failure. */
    private int move(List<Lease> batch) throws QueueException {
        Map<Lease, CompletableFuture<String>> sent = new LinkedHashMap<>();
        batch.forEach(lease -> sent.put(lease, target.publishAsync(lease.message())));
        var stored = new ArrayList<Lease>();
        QueueException failure = null;
        for (Map.Entry<Lease, CompletableFuture<String>> one : sent.entrySet()) {
            try {
                Pending.result(one.getValue(), PUBLISH_TIMEOUT_MILLIS, this::unknown);
                stored.add(one.getKey());
            } catch (QueueException e) {
                failure = failure == null ? e : failure;
            }
        }
        source.ackAll(stored);
        if (failure != null) {
            throw failure;
        }
        return stored.size();
    }

    private QueueException unknown(Throwable error) {
        return new QueueException(
                QueueException.Kind.UNAVAILABLE, target.description() + " did not confirm a message", error);
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(one.getAsLong() + other.getAsLong())
                : OptionalLong.empty();
    }
}
