package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Settles messages with the queue and prolongs leases, on a thread of its own, so that a slow broker holds up nobody
 * else. Acknowledgements that come together share one write of journal and queue.
 *
 * <p>A message that cannot be settled is redelivered when its lease ends; by then the journal knows which runs it
 * started.
 */
final class SettlingThread implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(SettlingThread.class.getName());

    /** One write for so many at most: keeps a single write in the range of some milliseconds. */
    private static final int AT_ONCE = 1_000;

    private static final long CLOSE_SECONDS = 10;

    private final MessageQueue queue;
    private final MessageJournal journal;
    private final ConcurrentLinkedQueue<HeldMessage> done = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<WhenNoted> noting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final LivingThread living = new LivingThread("message settler");
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(living);

    SettlingThread(MessageQueue queue, MessageJournal journal) {
        this.queue = queue;
        this.journal = journal;
    }

    /** An action that waits until the journal is on disk. */
    private record WhenNoted(Runnable then, Consumer<Exception> otherwise) {}

    /**
     * Writes the journal and then calls back, on the settler's thread; several that ask at once share one write.
     *
     * @param otherwise is called when it cannot be written
     */
    void whenNoted(Runnable then, Consumer<Exception> otherwise) {
        noting.add(new WhenNoted(then, otherwise));
        if (writing.compareAndSet(false, true)) {
            thread.execute(this::writeNotes);
        }
    }

    private void writeNotes() {
        writing.set(false);
        var all = new ArrayList<WhenNoted>();
        for (WhenNoted each = noting.poll(); each != null; each = noting.poll()) {
            all.add(each);
        }
        if (all.isEmpty()) {
            return;
        }
        try {
            journal.sync();
        } catch (IOException | RuntimeException e) {
            all.forEach(each -> each.otherwise().accept(e));
            return;
        }
        all.forEach(each -> each.then().run());
    }

    void ack(HeldMessage held) {
        done.add(held);
        if (draining.compareAndSet(false, true)) {
            thread.execute(this::drain);
        }
    }

    private void drain() {
        draining.set(false);
        var leases = new ArrayList<Lease>();
        for (HeldMessage held = done.poll(); held != null; held = done.poll()) {
            leases.add(held.lease());
            if (leases.size() == AT_ONCE) {
                ackAll(leases);
                leases.clear();
            }
        }
        if (!leases.isEmpty()) {
            ackAll(leases);
        }
    }

    private void ackAll(List<Lease> leases) {
        attempt(() -> leases.size() + " messages could not be acknowledged", () -> {
            // The journal first, so that a crash in between starts no run twice.
            journal.sync();
            queue.ackAll(leases);
        });
    }

    void nack(HeldMessage held, Duration delay, String reason) {
        thread.execute(() -> attempt(
                () -> "message " + held.id() + " could not be released",
                () -> queue.nack(held.lease(), delay, reason)));
    }

    void deadLetter(HeldMessage held, String reason) {
        thread.execute(() -> attempt(
                () -> "message " + held.id() + " could not be made a dead letter",
                () -> queue.deadLetter(held.lease(), reason)));
    }

    /** Prolongs the leases of held messages, every third of a lease. */
    void keep(Supplier<Collection<HeldMessage>> all, Duration lease, Consumer<HeldMessage> lost) {
        long third = Math.max(1, lease.toMillis() / 3);
        thread.scheduleWithFixedDelay(
                () -> DecidingThread.guarded(() -> all.get().forEach(held -> extend(held, lease, lost))),
                third,
                third,
                TimeUnit.MILLISECONDS);
    }

    private void extend(HeldMessage held, Duration lease, Consumer<HeldMessage> lost) {
        try {
            held.lease(queue.extend(held.lease(), lease));
        } catch (QueueException e) {
            if (e.kind() == QueueException.Kind.LEASE_LOST) {
                LOGGER.fine(() -> "the lease of " + held.id() + " was lost");
                lost.accept(held);
                return;
            }
            LOGGER.log(Level.FINE, e, () -> "the lease of " + held.id() + " was not extended");
        } catch (RuntimeException | Error e) {
            // The others' leases are still to be extended.
            LOGGER.log(Level.WARNING, e, () -> "the lease of " + held.id() + " was not extended");
        }
    }

    private interface QueueCall {
        void run() throws IOException;
    }

    private static void attempt(Supplier<String> failure, QueueCall call) {
        try {
            call.run();
        } catch (QueueException e) {
            boolean isSaid = e.kind() == QueueException.Kind.LEASE_LOST || e.isTheBrokersFault();
            Level level = isSaid ? Level.FINE : Level.WARNING;
            LOGGER.log(
                    level,
                    e,
                    () -> failure.get() + "; messages that are not settled are redelivered: " + e.getMessage());
        } catch (IOException | RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, e, () -> failure.get() + "; messages that are not settled are redelivered: " + e);
        }
    }

    ThreadHealth health() {
        return living.health();
    }

    /** Settles the messages that wait for it. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        attempt(() -> "the journal of messages is not on disk", journal::sync);
    }
}
