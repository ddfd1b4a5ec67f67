package io.jenkins.plugins.ansibleevents.engine.emit.http;

import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/**
 * Lets Okio's watchdog thread sleep, which it wakes whenever a timeout becomes the next one due: with one connection at
 * each write and each read. This timeout is due before all those of a second and more, and wakes it once a second.
 */
final class RestingWatchdog extends AsyncTimeout implements AutoCloseable {

    private boolean closed; // guarded by this

    private RestingWatchdog() {
        timeout(1, TimeUnit.SECONDS);
    }

    static RestingWatchdog start() {
        var resting = new RestingWatchdog();
        resting.enter();
        return resting;
    }

    @Override
    protected synchronized void timedOut() {
        if (!closed) {
            exit();
            enter();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        exit();
    }
}
