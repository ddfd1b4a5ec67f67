package io.jenkins.plugins.ansibleevents.engine.emit.pump;

import dev.failsafe.CircuitBreaker;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSpec;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A thread that owns one emitter and sends the messages of several runs in turn, one batch each. A slow receiver holds
 * up its own deliveries only.
 */
final class Lane implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(Lane.class.getName());

    /** Cursors are forced to disk at this interval; a crash of the machine may repeat the messages of one interval. */
    private static final long FORCE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LONGEST_NAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Member(Delivery delivery, BooleanSupplier ended) {}

    private final Thread thread;
    private final EmitterHolder emitter;
    private final boolean openEarly;
    private final CircuitBreaker<Outcome> breaker;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final Object turn = new Object();
    private @CheckForNull Delivery current;
    private volatile boolean signalled;
    private volatile boolean stopping;
    private volatile long lastSign = System.nanoTime();
    private volatile long nanosAnAttempt;
    private long forced = System.nanoTime();

    Lane(EmitterSpec spec, EmitterContext context, String threadName) {
        this.emitter = new EmitterHolder(spec, context);
        this.openEarly = spec.factory().isExclusive();
        this.breaker = spec.retry().breaker();
        this.thread = new Thread(this, threadName);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    int size() {
        return members.size();
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    String breakerState() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    /** When the receiver has last taken a message, of any run, by {@link System#nanoTime}. */
    long lastSign() {
        return lastSign;
    }

    /** The recent time for one attempt that the receiver has answered, in nanoseconds. */
    long nanosAnAttempt() {
        return nanosAnAttempt;
    }

    void add(Delivery delivery, BooleanSupplier ended) {
        members.add(new Member(delivery, ended));
        signal();
    }

    /** Wakes the lane, because there may be something new to send. Cheap enough to be called at every event. */
    void signal() {
        if (!signalled) {
            signalled = true;
            LockSupport.unpark(thread);
        }
    }

    /**
     * Takes a delivery off the lane, without waiting. An attempt that is under way for it is broken off: that message
     * counts as not delivered and is sent again later.
     */
    void remove(Delivery delivery) {
        members.removeIf(member -> member.delivery == delivery);
        synchronized (turn) {
            if (current == delivery) {
                breakOff();
            }
        }
    }

    /**
     * Waits until the lane works no more on a delivery that was removed.
     *
     * @param deadline by {@link System#nanoTime}
     * @return whether that was in time
     */
    boolean awaitFree(Delivery delivery, long deadline) throws InterruptedException {
        synchronized (turn) {
            while (current == delivery && deadline > System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(turn, Math.max(1, deadline - System.nanoTime()));
            }
            return current != delivery;
        }
    }

    /** Ends the thread and closes the emitter, without waiting. */
    void stop() {
        stopping = true;
        signal();
        synchronized (turn) {
            if (current != null) {
                breakOff();
            }
        }
    }

    private void breakOff() {
        thread.interrupt();
        emitter.breakOff();
    }

    /** Waits for the end after {@link #stop}: an emitter may need time to send the messages that it has accepted. */
    void awaitEnd(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, nanos));
    }

    @Override
    public void run() {
        try {
            if (openEarly) {
                emitter.openEarly();
            }
            while (!stopping) {
                signalled = false;
                if (!round()) {
                    nap();
                }
            }
        } finally {
            // An interrupt that broke off the last attempt must not break off the close.
            Thread.interrupted();
            emitter.close();
        }
    }

    private boolean round() {
        boolean more = false;
        for (Member member : members) {
            more |= !stopping && step(member);
        }
        return more;
    }

    private boolean step(Member member) {
        synchronized (turn) {
            if (!members.contains(member)) {
                return false;
            }
            current = member.delivery;
        }
        try {
            boolean more = member.delivery.step(emitter, breaker, member.ended.getAsBoolean());
            note(member.delivery);
            force(member.delivery);
            return more;
        } catch (InterruptedException e) {
            return false;
        } catch (IOException | RuntimeException e) {
            problem(member.delivery, e);
            return false;
        } finally {
            synchronized (turn) {
                current = null;
                Thread.interrupted();
                turn.notifyAll();
            }
        }
    }

    private void note(Delivery delivery) {
        if (delivery.lastSign() - lastSign > 0) {
            lastSign = delivery.lastSign();
            nanosAnAttempt = delivery.nanosAnAttempt();
        }
    }

    private void force(Delivery delivery) throws IOException {
        if (System.nanoTime() - forced > FORCE_EVERY_NANOS) {
            delivery.force();
            forced = System.nanoTime();
        }
    }

    /** Reports a failure of our own disk, not of the receiver; the lane tries again after its next pause. */
    private static void problem(Delivery delivery, Exception e) {
        LOGGER.log(
                Level.WARNING,
                e,
                () -> "emitter " + delivery.spec().name() + ": cannot read events or note what was delivered");
        LockSupport.parkNanos(LONGEST_NAP_NANOS);
    }

    private void nap() {
        long nanos = LONGEST_NAP_NANOS;
        for (Member member : members) {
            long wait = member.delivery.nanosToWait();
            nanos = wait > 0 ? Math.min(nanos, wait) : nanos;
        }
        if (!signalled && !stopping) {
            LockSupport.parkNanos(nanos);
        }
    }
}
