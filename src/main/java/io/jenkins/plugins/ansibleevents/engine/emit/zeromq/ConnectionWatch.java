package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import java.util.concurrent.atomic.AtomicInteger;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMonitor;

/** Counts the connections of the library and their losses. The library calls it in its own thread, at that moment. */
final class ConnectionWatch implements ZEvent.ZEventConsummer {

    static final int EVENTS = ZMQ.EVENT_HANDSHAKE_PROTOCOL | ZMQ.EVENT_DISCONNECTED;

    private final AtomicInteger losses = new AtomicInteger();
    private volatile long lostAt;
    private volatile boolean greeted;

    @Override
    public void consume(ZEvent event) {
        if (event.getEvent() == ZMonitor.Event.HANDSHAKE_PROTOCOL) {
            greeted = true;
            return;
        }
        greeted = false;
        lostAt = System.nanoTime();
        losses.incrementAndGet();
    }

    /** Whether the peer we connect to speaks ZeroMQ with us. Whether it accepts our keys is known later. */
    boolean greeted() {
        return greeted;
    }

    int losses() {
        return losses.get();
    }

    /** When the last one was lost, by {@link System#nanoTime}. */
    long lostAt() {
        return lostAt;
    }
}
