package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageIds;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Outage;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Acknowledge;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Match;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.OnInterrupted;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.store.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The state of every message and its runs, for its status URL and so that no run is started twice. Table {@code
 * messages}, message id -> {@link JournalEntry}. An entry is kept for a week after its last change, within a {@link
 * Retention}.
 *
 * <p>A note can be read at once; {@link #sync} writes all notes in one atomic change, however often an entry has
 * changed. So a note never waits for a write, and a message whose run begins and ends between two syncs costs one. A
 * crash loses the notes after the last sync. Safe for use by several threads.
 */
public final class MessageJournal {

    static final String FILTERED = "filtered";
    static final String SCHEDULED = "scheduled";
    static final String RUNNING = "running";
    static final String QUEUED = "queued";
    static final String DONE = "done";
    static final String DEAD = "dead";
    static final String DROPPED = "dropped";

    /** Of a run: asked for, and perhaps begun. */
    static final String STARTING = "starting";
    /** Of a run: it could not be started, or was not. */
    static final String NOT_STARTED = "not started";
    /** Of a run: cut off by the end of its process. */
    static final String INTERRUPTED = "interrupted";

    private static final Duration KEPT = Duration.ofDays(7);

    /** They are not in hand; the queue knows those that are queued. */
    private static final Set<String> FORGETTABLE = Set.of(DONE, FILTERED, DEAD, DROPPED, QUEUED);

    private static final Logger LOGGER = Logger.getLogger(MessageJournal.class.getName());

    private final String process = MessageIds.next();
    private final Store store;
    private final ExpiringTable table;
    private final KeptMessages kept;
    private final Clock clock;

    /** Noted and not yet given to the table; guarded by this. */
    private final Map<String, JournalEntry> noted = new HashMap<>();
    /** On its way into the table, or still here because that failed; guarded by this. */
    private final Map<String, JournalEntry> underWay = new HashMap<>();
    /** Held by the one thread that writes. */
    private final Object writing = new Object();

    private final Outage outage;

    /**
     * Keeps the journal in a store, which stays the caller's; it calls {@link #sync} every second or so, and at the
     * end.
     *
     * @param retention how many messages are kept
     */
    public MessageJournal(Store store, Clock clock, Retention retention) {
        this.store = store;
        this.table = new ExpiringTable(
                store,
                "messages",
                clock,
                new ExpiringTable.Limit(
                        retention.messages(),
                        retention.bytes(),
                        entry ->
                                !FORGETTABLE.contains(JournalEntry.decode(entry).state())));
        this.kept = new KeptMessages(store);
        this.clock = clock;
        this.outage = new Outage(
                LOGGER, "the journal of messages is not on disk", "the journal of messages is on disk again", clock);
    }

    /** How many messages were forgotten before their time, for lack of space. */
    public long forgotten() {
        return table.forgotten();
    }

    /** The entry of a message. */
    synchronized Optional<JournalEntry> entry(String id) {
        JournalEntry fresh = noted.getOrDefault(id, underWay.get(id));
        return fresh == null ? table.get(id).map(JournalEntry::decode) : Optional.of(fresh);
    }

    /** Notes a state of the whole message. */
    synchronized void state(String id, String endpoint, String state, int attempts, String reason) {
        JournalEntry entry = entry(id).orElseGet(() -> JournalEntry.of(endpoint, attempts));
        noted.put(id, inState(entry.received(endpoint, attempts), state, reason));
    }

    /** Notes a state of a message that is in hand. */
    synchronized void state(HeldMessage message, String state, String reason) {
        JournalEntry entry =
                entry(message).received(message.endpoint(), message.lease().attempt());
        noted.put(message.id(), inState(entry, state, reason));
    }

    private JournalEntry inState(JournalEntry before, String state, String reason) {
        Instant now = clock.instant();
        JournalEntry entry = before.in(state, now).because(reason);
        return switch (state) {
            case FILTERED -> entry.step(now, MessageStep.Kind.FILTERED, reason);
            case SCHEDULED -> entry.steps().waitsForItsRun() ? entry : entry.step(now, MessageStep.Kind.WAITS, "");
            case DEAD -> entry.step(now, MessageStep.Kind.DEAD, reason);
            case QUEUED -> reason.isEmpty() ? entry : entry.step(now, MessageStep.Kind.RETRIED, reason);
            default -> entry;
        };
    }

    /** Notes that a person has put a dead letter back into the queue. */
    synchronized void putBack(Message message, String who) {
        noted.put(message.id(), byHand(message, QUEUED, MessageStep.Kind.PUT_BACK, who));
    }

    /** Notes that a person has dropped a dead letter. */
    synchronized void dropped(Message message, String who) {
        noted.put(message.id(), byHand(message, DROPPED, MessageStep.Kind.DROPPED, who));
    }

    private JournalEntry byHand(Message message, String state, MessageStep.Kind step, String who) {
        JournalEntry entry = entry(message.id())
                .orElseGet(
                        () -> JournalEntry.of(message.endpoint().orElse(""), 0).from(JournalEntry.Origin.of(message)));
        Instant now = clock.instant();
        return entry.in(state, now).step(now, step, who);
    }

    /** The ids of messages, those first that were noted last. */
    List<String> newest(int most) {
        var ids = new LinkedHashSet<String>();
        synchronized (this) {
            ids.addAll(noted.keySet());
            ids.addAll(underWay.keySet());
        }
        ids.addAll(table.newest(most));
        return ids.stream().limit(most).toList();
    }

    /**
     * Notes that a message was stored, unless more is known of it: its run may begin before the queue has confirmed it.
     */
    synchronized void accepted(String id, String endpoint) {
        if (entry(id).isEmpty()) {
            state(id, endpoint, QUEUED, 0, "");
        }
    }

    /** Notes that a run is asked for. After a {@link #sync} no crash can hide that it may have begun. */
    synchronized void starting(HeldMessage message, Match match, String run) {
        JournalEntry entry = entry(message);
        Optional<JournalEntry.NotedRun> before = entry.run(match);
        int tries = before.map(JournalEntry.NotedRun::tries).orElse(0) + 1;
        int postponed = before.map(JournalEntry.NotedRun::postponed).orElse(0);
        var starting =
                new JournalEntry.NotedRun(match.rule().name(), run, STARTING, process, false, false, tries, postponed);
        noted.put(
                message.id(),
                entry.with(match.key(), starting)
                        .step(
                                clock.instant(),
                                MessageStep.Kind.ASKED,
                                match.rule().name()));
    }

    /**
     * Notes that a run has begun. When its message is acknowledged by that, the message is kept until the run's end,
     * unless a run that is cut off is dropped.
     */
    synchronized void begun(HeldMessage message, Match match, String run) {
        JournalEntry entry = entry(message);
        var begun = changed(entry, match, run, RUNNING, false, false);
        Instant now = clock.instant();
        noted.put(message.id(), entry.with(match.key(), begun).in(RUNNING, now).step(now, MessageStep.Kind.BEGUN, run));
        Rule rule = match.rule();
        if (rule.acknowledge() == Acknowledge.STARTED && rule.onInterrupted() != OnInterrupted.DROP) {
            kept.keep(message.message());
        }
    }

    /** Notes how a run ended. */
    synchronized void ended(HeldMessage message, Match match, String run, String status, boolean successful) {
        ended(message.id(), entry(message), match, run, status, successful);
    }

    /** The same, of a run that an earlier process began. */
    synchronized void ended(String id, Match match, String run, String status, boolean successful) {
        entry(id).ifPresent(entry -> ended(id, entry, match, run, status, successful));
    }

    private void ended(String id, JournalEntry before, Match match, String run, String status, boolean successful) {
        ended(id, before, match.key(), changed(before, match, run, status, true, successful));
    }

    private void ended(String id, JournalEntry before, String key, JournalEntry.NotedRun ended) {
        Instant now = clock.instant();
        JournalEntry entry =
                before.with(key, ended).step(now, MessageStep.Kind.ENDED, ended.run() + " " + ended.state());
        // Of a dead letter some runs may have been good ones; it stays dead when they end.
        String state = entry.state().equals(DEAD) ? DEAD : entry.allEnded() ? DONE : RUNNING;
        noted.put(id, entry.in(state, now));
        if (entry.allEnded()) {
            kept.forget(id);
        }
    }

    /** Notes that a run was cut off, and will be begun again. */
    synchronized void interrupted(String id, Match match, String run) {
        entry(id)
                .ifPresent(entry -> noted.put(
                        id,
                        entry.with(match.key(), changed(entry, match, run, INTERRUPTED, false, false))
                                .step(clock.instant(), MessageStep.Kind.ENDED, run + " " + INTERRUPTED)));
    }

    /** Notes that a message is a dead letter, because its runs were cut off. */
    synchronized void cutOff(String id, String endpoint, String reason) {
        entry(id).ifPresent(entry -> entry.runs().forEach((key, run) -> {
            if (!run.ended()) {
                var ended = new JournalEntry.NotedRun(
                        run.rule(), run.run(), INTERRUPTED, process, true, false, run.tries());
                noted.put(id, entry(id).orElseThrow().with(key, ended));
            }
        }));
        int received = entry(id).map(JournalEntry::attempts).orElse(0);
        state(id, endpoint, DEAD, received, reason);
    }

    /** Notes that a run that was asked for could not be started; that was a try. */
    synchronized void notStarted(HeldMessage message, Match match) {
        JournalEntry entry = entry(message);
        entry.run(match)
                .ifPresent(run -> noted.put(
                        message.id(),
                        entry.with(match.key(), changed(entry, match, run.run(), NOT_STARTED, false, false))));
    }

    /** Notes that a run that was asked for was never begun; that was no try. */
    synchronized void notBegun(String id, Match match) {
        notBegun(id, match, JournalEntry.NotedRun::postponed);
    }

    /** The same, and how often in a row that run has been postponed. */
    synchronized void notBegun(String id, Match match, int postponed) {
        notBegun(id, match, run -> postponed);
    }

    private void notBegun(String id, Match match, ToIntFunction<JournalEntry.NotedRun> postponed) {
        entry(id).ifPresent(entry -> entry.run(match).ifPresent(run -> {
            int tries = Math.max(0, run.tries() - 1);
            var none = new JournalEntry.NotedRun(
                    run.rule(), run.run(), NOT_STARTED, process, false, false, tries, postponed.applyAsInt(run));
            noted.put(id, entry.with(match.key(), none));
        }));
    }

    /** How often in a row the run of a match was postponed. */
    int postponed(String id, Match match) {
        return run(id, match).map(JournalEntry.NotedRun::postponed).orElse(0);
    }

    private JournalEntry.NotedRun changed(
            JournalEntry before, Match match, String run, String state, boolean ended, boolean successful) {
        int tries =
                Math.max(1, before.run(match).map(JournalEntry.NotedRun::tries).orElse(0));
        return new JournalEntry.NotedRun(match.rule().name(), run, state, process, ended, successful, tries);
    }

    private JournalEntry entry(HeldMessage message) {
        JournalEntry entry = entry(message.id())
                .orElseGet(() ->
                        JournalEntry.of(message.endpoint(), message.lease().attempt()));
        return entry.origin().equals(JournalEntry.Origin.UNKNOWN)
                ? entry.from(JournalEntry.Origin.of(message.message()))
                : entry;
    }

    /** The noted run of a match. */
    Optional<JournalEntry.NotedRun> run(String id, Match match) {
        return entry(id).flatMap(entry -> entry.run(match));
    }

    /** How often a run was asked for, for a match. */
    int tries(String id, Match match) {
        return run(id, match).map(JournalEntry.NotedRun::tries).orElse(0);
    }

    /** Messages that are acknowledged while their runs go on. */
    KeptMessages kept() {
        return kept;
    }

    /**
     * Notes how runs of an earlier process ended, as far as the starter knows.
     *
     * @return whether one of them did not come to its end
     */
    synchronized boolean foundOut(String id, RunStarter starter) {
        Optional<JournalEntry> entry = entry(id);
        if (entry.isEmpty()) {
            return true;
        }
        entry.get().runs().forEach((key, run) -> {
            if (!run.ended() && run.hasBegun() && !run.wasInterrupted()) {
                EarlierRun found = starter.earlier(run.rule(), run.run());
                if (found.kind() == EarlierRun.Kind.ENDED) {
                    ended(
                            id,
                            entry(id).orElseThrow(),
                            key,
                            new JournalEntry.NotedRun(
                                    run.rule(),
                                    run.run(),
                                    found.status(),
                                    process,
                                    true,
                                    found.successful(),
                                    run.tries()));
                }
            }
        });
        return !entry(id).orElseThrow().allEnded();
    }

    boolean isOfThisProcess(JournalEntry.NotedRun run) {
        return process.equals(run.process());
    }

    /**
     * As {@link #sync}, for callers that repeat it every second: a failure is logged when it begins and when it is
     * over.
     */
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
            kept.write();
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
