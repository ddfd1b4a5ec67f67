package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Backoff;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Receives messages as long as there is room for them. Never ends by itself: a failure is logged and receiving is
 * retried, after a second at first, later after up to half a minute.
 */
final class Receiver implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(Receiver.class.getName());
    private static final int AT_ONCE = 500;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final long FULL_MILLIS = 50;
    /** Until an endpoint that has its share gets another chance. */
    private static final long REFUSED_MILLIS = 100;

    private final MessageQueue queue;
    private final Duration lease;
    private final Runnable first;
    private final Supplier<Shares.Round> shares;
    private final IntSupplier room;
    private final Consumer<List<Lease>> sink;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Makes a receiver.
     *
     * @param first is called each time before messages are received
     * @param room how many messages may be received
     * @param shares which messages may be received
     */
    Receiver(
            MessageQueue queue,
            Duration lease,
            Runnable first,
            IntSupplier room,
            Supplier<Shares.Round> shares,
            Consumer<List<Lease>> sink) {
        this.queue = queue;
        this.lease = lease;
        this.first = first;
        this.shares = shares;
        this.room = room;
        this.sink = sink;
    }

    @Override
    public void run() {
        boolean works = true;
        try {
            boolean stop = false;
            while (!stop) {
                first.run();
                int places = room.getAsInt();
                if (places <= 0) {
                    stop = pause(FULL_MILLIS);
                    continue;
                }
                works = receive(Math.min(places, AT_ONCE), works);
                if (works) {
                    backoff.reset();
                    stop = stopped.getCount() == 0;
                } else {
                    stop = pause(backoff.next().toMillis());
                }
            }
        } catch (InterruptedException e) {
            // Interrupted by nobody but the dispatcher's end; the thread ends.
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the queue could be asked. */
    private boolean receive(int max, boolean tellFailure) throws InterruptedException {
        try {
            Shares.Round round = shares.get();
            List<Lease> leases = queue.receive(max, lease, WAIT, round);
            if (!leases.isEmpty()) {
                sink.accept(leases);
            } else if (round.hasRefused()) {
                pause(REFUSED_MILLIS);
            }
            return true;
        } catch (QueueException | RuntimeException e) {
            // Also after a bug it must go on. The queue itself logs once that the broker is away.
            boolean isSaid = e instanceof QueueException known && known.isTheBrokersFault();
            Level level = tellFailure && !isSaid && stopped.getCount() > 0 ? Level.WARNING : Level.FINE;
            LOGGER.log(
                    level,
                    e,
                    () -> "nothing can be received from the " + queue.description() + ", trying again: "
                            + e.getMessage());
            return false;
        }
    }

    /** Returns whether it is time to stop. */
    private boolean pause(long millis) throws InterruptedException {
        return stopped.await(millis, TimeUnit.MILLISECONDS);
    }

    void stop() {
        stopped.countDown();
    }
}
