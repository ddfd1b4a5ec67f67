package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Receives messages as long as there is room for them. Never ends by itself: whatever goes wrong is logged and tried again,
 * after one second, then longer, at most half a minute.
 */
final class Receiver implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(Receiver.class.getName());
    private static final int AT_ONCE = 500;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final long FULL_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final MessageQueue queue;
    private final Duration lease;
    private final IntSupplier room;
    private final Consumer<List<Lease>> sink;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int failures;

    Receiver(MessageQueue queue, Duration lease, IntSupplier room, Consumer<List<Lease>> sink) {
        this.queue = queue;
        this.lease = lease;
        this.room = room;
        this.sink = sink;
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                int places = room.getAsInt();
                if (places <= 0) {
                    pause(FULL_MILLIS);
                } else {
                    receive(Math.min(places, AT_ONCE));
                }
            }
        } catch (InterruptedException e) {
            // Interrupted by nobody but stop(); the thread ends.
            Thread.currentThread().interrupt();
        }
    }

    private void receive(int max) throws InterruptedException {
        try {
            List<Lease> leases = queue.receive(max, lease, WAIT);
            if (!leases.isEmpty()) {
                sink.accept(leases);
            }
            failures = 0;
        } catch (QueueException e) {
            failed(e);
        } catch (RuntimeException e) {
            // A bug must not silence the source for good.
            failed(e);
        }
    }

    private void failed(Exception e) throws InterruptedException {
        if (stopped.getCount() == 0) {
            return;
        }
        failures = Math.min(failures + 1, 6);
        Level level = failures == 1 ? Level.WARNING : Level.FINE;
        LOGGER.log(
                level,
                e,
                () -> "nothing can be received from the " + queue.description() + ", trying again: " + e.getMessage());
        pause(Math.min(500L << failures, LONGEST_PAUSE_MILLIS));
    }

    private void pause(long millis) throws InterruptedException {
        stopped.await(millis, TimeUnit.MILLISECONDS);
    }

    void stop() {
        stopped.countDown();
    }
}
