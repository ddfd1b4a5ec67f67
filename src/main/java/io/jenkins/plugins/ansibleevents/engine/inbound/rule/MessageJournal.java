package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import io.jenkins.plugins.ansibleevents.engine.inbound.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.inbound.Outage;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What became of every message, for its status URL and for not starting a run twice. Table {@code messages}, message id ->
 * {@link JournalEntry}. An entry is kept for a week after its last change.
 *
 * <p>What is noted can be read at once; it is written when somebody calls {@link #sync}, all of it in one atomic change,
 * however often an entry has changed since. So whoever notes never waits for a write, and a message whose run begins and
 * ends between two syncs costs one. A crash loses what was noted after the last sync. Safe for use by several threads.
 */
public final class MessageJournal {

    static final String FILTERED = "filtered";
    static final String SCHEDULED = "scheduled";
    static final String RUNNING = "running";
    static final String QUEUED = "queued";
    static final String DONE = "done";
    static final String DEAD = "dead";

    private static final Duration KEPT = Duration.ofDays(7);

    private static final Logger LOGGER = Logger.getLogger(MessageJournal.class.getName());

    private final String process = MessageIds.next();
    private final Store store;
    private final ExpiringTable table;
    private final Clock clock;

    /** Noted and not yet given to the table; guarded by this. */
    private final Map<String, JournalEntry> noted = new HashMap<>();
    /** On its way into the table, or still here because that failed; guarded by this. */
    private final Map<String, JournalEntry> underWay = new HashMap<>();
    /** Held by the one thread that writes. */
    private final Object writing = new Object();

    private final Outage outage;

    /** Keeps the journal in a store, which stays the caller's; it calls {@link #sync} every second or so, and at the end. */
    public MessageJournal(Store store, Clock clock) {
        this.store = store;
        this.table = new ExpiringTable(store, "messages", clock);
        this.clock = clock;
        this.outage = new Outage(
                LOGGER, "the journal of messages is not on disk", "the journal of messages is on disk again", clock);
    }

    /** The entry of a message. */
    synchronized Optional<JournalEntry> entry(String id) {
        JournalEntry fresh = noted.getOrDefault(id, underWay.get(id));
        return fresh == null ? table.get(id).map(JournalEntry::decode) : Optional.of(fresh);
    }

    /** Notes a state of the whole message. */
    synchronized void state(String id, String endpoint, String state, int attempts, String reason) {
        JournalEntry entry = entry(id).orElseGet(() -> JournalEntry.of(endpoint, attempts));
        noted.put(
                id,
                entry.received(endpoint, attempts).in(state, clock.instant()).because(reason));
    }

    /** Notes that a run has begun. */
    synchronized void begun(HeldMessage message, Match match, String run) {
        var begun = new JournalEntry.Run(match.rule().name(), run, RUNNING, process, false, false);
        noted.put(message.id(), entry(message).with(match.key(), begun).in(RUNNING, clock.instant()));
    }

    /** Notes how a run ended. */
    synchronized void ended(HeldMessage message, Match match, String run, String status, boolean successful) {
        var ended = new JournalEntry.Run(match.rule().name(), run, status, process, true, successful);
        JournalEntry entry = entry(message).with(match.key(), ended);
        // Of a dead letter some runs may have been good ones; it stays dead when they end.
        String state = entry.state().equals(DEAD) ? DEAD : entry.allEnded() ? DONE : RUNNING;
        noted.put(message.id(), entry.in(state, clock.instant()));
    }

    private JournalEntry entry(HeldMessage message) {
        return entry(message.id())
                .orElseGet(() ->
                        JournalEntry.of(message.endpoint(), message.lease().attempt()));
    }

    /** Whether a run has been started for this match, and ended if that is asked for. */
    boolean settledBefore(String id, Match match) {
        Optional<JournalEntry.Run> run =
                entry(id).flatMap(e -> Optional.ofNullable(e.runs().get(match.key())));
        return switch (match.rule().acknowledge()) {
            case STARTED -> run.isPresent();
            case FINISHED -> run.filter(JournalEntry.Run::ended).isPresent();
            case SUCCESSFUL -> run.filter(JournalEntry.Run::successful).isPresent();
        };
    }

    boolean isOfThisProcess(JournalEntry.Run run) {
        return process.equals(run.process());
    }

    /** As {@link #sync}, for those who call it every second: the log tells about a failure when it begins and when it is over. */
    public void syncOrWarn() {
        try {
            sync();
            outage.worked();
        } catch (StoreException | RuntimeException | Error e) { // an error would end the caller's thread
            outage.failed(e.getMessage() == null ? e.toString() : e.getMessage(), false);
            LOGGER.log(Level.FINE, "the journal of messages is not on disk", e);
        }
    }

    /**
     * Returns when everything noted before, and everything else that was changed in the store, is on disk.
     *
     * @throws StoreException when it is not; it is kept and written by a later call
     */
    public void sync() throws StoreException {
        synchronized (writing) {
            table.putAll(encoded(), KEPT);
            written();
        }
        store.sync();
    }

    private Map<String, byte[]> encoded() {
        Map<String, JournalEntry> entries;
        synchronized (this) {
            underWay.putAll(noted);
            noted.clear();
            entries = Map.copyOf(underWay);
        }
        var encoded = new HashMap<String, byte[]>();
        entries.forEach((id, entry) -> encoded.put(id, entry.encode()));
        return encoded;
    }

    private synchronized void written() {
        underWay.clear();
    }
}
