package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Interpreter.Interpretation;
import io.jenkins.plugins.ansibleevents.engine.store.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds the message that ends the process whenever it is read, before a run could begin for it. A redelivered message
 * is noted on disk before it is read, and the note is removed afterwards. When the note is still there at the next
 * receipt, the process ended meanwhile: that message is read alone from then on, and each end of the process while it
 * is read counts. Table {@code reading}, message id -> how often (one byte); 0 for one that was read among others.
 *
 * <p>Belongs to the receiving thread. A message that is delivered for the first time costs nothing here.
 */
final class CrashGuard {

    private static final Logger LOGGER = Logger.getLogger(CrashGuard.class.getName());

    private static final Duration KEPT = Duration.ofDays(7);
    private static final int MOST = 100;

    private final Store store;
    private final ExpiringTable table;
    private final int limit;

    /**
     * Makes a guard.
     *
     * @param limit how many ends of the process while a message is read alone make it a dead letter
     */
    CrashGuard(Store store, Clock clock, int limit) {
        this.store = store;
        this.table = new ExpiringTable(store, "reading", clock);
        this.limit = Math.min(limit, MOST);
    }

    /** The interpretations of these messages, in their order. */
    List<Interpretation> read(List<Lease> leases, Function<Lease, Interpretation> reader) {
        var others = new ArrayList<Lease>();
        for (Lease lease : leases) {
            if (lease.attempt() > 1 && table.get(lease.id()).isEmpty()) {
                others.add(lease);
            }
        }
        note(others, 0);
        var result = new ArrayList<Interpretation>();
        for (Lease lease : leases) {
            boolean isSuspect = lease.attempt() > 1 && !others.contains(lease);
            result.add(isSuspect ? alone(lease, reader) : reader.apply(lease));
        }
        others.forEach(lease -> takeBack(lease.id()));
        return result;
    }

    private Interpretation alone(Lease lease, Function<Lease, Interpretation> reader) {
        int times = table.get(lease.id()).map(count -> (int) count[0]).orElse(0);
        if (times >= limit) {
            takeBack(lease.id());
            String why = "the process ended " + times + " times while this message was read";
            return new Interpretation(lease, List.of(), List.of(why));
        }
        note(List.of(lease), times + 1);
        Interpretation read = reader.apply(lease);
        takeBack(lease.id());
        sync();
        return read;
    }

    private void note(List<Lease> leases, int times) {
        if (leases.isEmpty()) {
            return;
        }
        Map<String, byte[]> notes = new HashMap<>();
        leases.forEach(lease -> notes.put(lease.id(), new byte[] {(byte) times}));
        try {
            table.putAll(notes, KEPT);
        } catch (StoreException e) {
            notNoted(e);
        }
        sync();
    }

    private void takeBack(String id) {
        try {
            table.remove(id);
        } catch (StoreException e) {
            notNoted(e);
        }
    }

    private void sync() {
        try {
            store.sync();
        } catch (StoreException e) {
            notNoted(e);
        }
    }

    /** Rather read without a note than not at all. */
    private static void notNoted(StoreException e) {
        LOGGER.log(Level.FINE, "that messages are read is not noted", e);
    }
}
