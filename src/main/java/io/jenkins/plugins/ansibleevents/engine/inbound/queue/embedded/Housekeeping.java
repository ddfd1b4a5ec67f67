package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the writing thread does when nobody has asked for anything for a second. */
final class Housekeeping implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(Housekeeping.class.getName());

    private static final int TRIM_AT_ONCE = 1_000;
    /** A publisher that comes meanwhile waits so long at most. */
    private static final int COMPACT_MILLIS = 100;

    private final Store store;
    private final QueueTables tables;
    private final Deliveries deliveries;

    Housekeeping(Store store, QueueTables tables, Deliveries deliveries) {
        this.store = store;
        this.tables = tables;
        this.deliveries = deliveries;
    }

    @Override
    public void run() {
        try {
            store.change(() -> {
                tables.history().trim(TRIM_AT_ONCE);
                deliveries.trim(TRIM_AT_ONCE);
            });
            compact();
        } catch (StoreException e) {
            LOGGER.log(Level.FINE, "Housekeeping of the embedded queue is tried again later", e);
        }
    }

    /** Goes on, a slice every second, while the file is mostly garbage. */
    private void compact() throws StoreException {
        if (store.isLoose()) {
            store.compact(COMPACT_MILLIS);
        }
    }
}
