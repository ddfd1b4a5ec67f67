package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** A thread that waits for a body, and can be woken when nobody wants that body any more. */
public final class BlockedReader {

    @CheckForNull
    private Thread reading;

    private boolean woken;

    /** From now on this thread reads; if it was woken before, not for long. */
    public synchronized void begin() {
        reading = Thread.currentThread();
        if (woken) {
            reading.interrupt();
        }
    }

    /** It does no more; a wake-up that came is forgotten. */
    public synchronized void end() {
        reading = null;
        if (woken) {
            Thread.interrupted();
        }
    }

    /** Interrupts it, now or when it begins. */
    public synchronized void wake() {
        woken = true;
        if (reading != null) {
            reading.interrupt();
        }
    }
}
