package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** A thread that waits for a body, and can be woken when nobody wants that body any more. */
public final class BlockedReader {

    @CheckForNull
    private Thread reading;

    private boolean woken;

    /** From now on this thread reads. */
    public synchronized void begin() {
        reading = Thread.currentThread();
    }

    /** It does no more; a wake-up that came is forgotten. */
    public synchronized void end() {
        reading = null;
        if (woken) {
            Thread.interrupted();
        }
    }

    /** Interrupts it, if it still reads. */
    public synchronized void wake() {
        if (reading != null) {
            woken = true;
            reading.interrupt();
        }
    }
}
