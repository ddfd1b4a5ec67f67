package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.RunBatch.Entry;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Grouping;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.MatchFacts;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Rule;
import io.jenkins.plugins.ansibleevents.engine.store.ExpiringTable;
import io.jenkins.plugins.ansibleevents.engine.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Throttles and combines. Messages that wait here are leased: after a crash they are redelivered and wait again.
 * Which window of {@link Grouping.Kind#ONCE_WITHIN} is open, and for which message, is kept in the store, so that a
 * restart does not open it twice and a retry of the very message that opened it gets through.
 *
 * <p>Belongs to the dispatcher's thread; the timer calls back on it.
 */
final class Groups {

    private static final Logger LOGGER = Logger.getLogger(Groups.class.getName());

    /** Takes the matches. */
    interface Sink {

        /** Starts a run for these matches. */
        void fire(RunBatch batch);

        /** Drops a match: it starts nothing. */
        void drop(Entry entry);

        /** Refuses a match: too many wait in windows of its rule, and it can neither wait nor run. */
        void refuse(Entry entry, String why);

        /** A match has left its window. */
        void left(Entry entry);

        /** Calls back on the dispatcher's thread. */
        void after(Duration time, Runnable callback);
    }

    /** The limits for matches in windows; they may change. */
    interface Budget {

        /** So many matches of one rule, in all its windows together. */
        int ofARule();

        /** So much memory, of all rules together. */
        long bytes();
    }

    private final Sink sink;
    private final ExpiringTable windows;
    private final Budget budget;
    private long bytes;
    private final Map<String, List<Entry>> open = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();

    /**
     * Makes it empty.
     *
     * @param budget what may wait
     */
    Groups(Sink sink, ExpiringTable windows, Budget budget) {
        this.sink = sink;
        this.windows = windows;
        this.budget = budget;
    }

    void add(Entry entry) {
        switch (entry.match().rule().grouping().kind()) {
            case EACH -> sink.fire(RunBatch.of(entry));
            case ONCE_WITHIN -> onceWithin(entry);
            case COMBINE, ACCUMULATE -> collect(entry);
        }
    }

    private void onceWithin(Entry entry) {
        String group = entry.match().group();
        String me = entry.held().id();
        Optional<String> opener = windows.get(group).map(b -> new String(b, StandardCharsets.UTF_8));
        if (opener.isPresent() && !opener.get().equals(me)) {
            sink.drop(entry);
            return;
        }
        if (opener.isEmpty()) {
            remember(group, me, entry.match().rule().grouping().window());
        }
        sink.fire(RunBatch.of(entry));
    }

    private void remember(String group, String id, Duration window) {
        try {
            windows.put(group, id.getBytes(StandardCharsets.UTF_8), window);
        } catch (StoreException e) {
            // Rather one run too many than none.
            LOGGER.log(Level.WARNING, "the throttle window of " + group + " was not noted", e);
        }
    }

    private void collect(Entry entry) {
        String group = entry.match().group();
        Grouping grouping = entry.match().rule().grouping();
        List<Entry> entries = open.get(group);
        // The matches of one message stay together.
        boolean isFull = isFull(entry.match().rule()) && !endsWithElementOf(entries, entry.held());
        boolean isComplete = entries != null && entries.size() + 1 >= grouping.count();
        if (isFull && !isComplete && grouping.kind() == Grouping.Kind.ACCUMULATE) {
            sink.refuse(entry, "more messages wait for the windows of rules than there is room for");
            return;
        }
        if (entries == null) {
            entries = new ArrayList<>();
            open.put(group, entries);
            List<Entry> window = entries;
            sink.after(grouping.window(), () -> end(group, window));
        }
        entries.add(entry);
        enter(entry);
        if (entries.size() >= grouping.count() || isFull) {
            open.remove(group);
            entries.forEach(this::leave);
            sink.fire(new RunBatch(entries));
        }
    }

    private static boolean endsWithElementOf(@CheckForNull List<Entry> entries, HeldMessage held) {
        return entries != null
                && !entries.isEmpty()
                && entries.get(entries.size() - 1).held() == held;
    }

    private boolean isFull(Rule rule) {
        return waiting.getOrDefault(rule.name(), 0) >= budget.ofARule() || bytes >= budget.bytes();
    }

    private void enter(Entry entry) {
        waiting.merge(entry.match().rule().name(), 1, Integer::sum);
        if (entry.held().enterWindow()) {
            bytes += MatchFacts.memory(entry.held().message());
        }
    }

    private void leave(Entry entry) {
        waiting.computeIfPresent(entry.match().rule().name(), (rule, n) -> n == 1 ? null : n - 1);
        if (entry.held().leaveWindow()) {
            bytes -= MatchFacts.memory(entry.held().message());
        }
        sink.left(entry);
    }

    private void end(String group, List<Entry> window) {
        // By identity: when the window was filled before its time, another one may be open by now.
        if (open.get(group) != window) {
            return;
        }
        open.remove(group);
        if (window.isEmpty()) {
            return;
        }
        window.forEach(this::leave);
        // Matches of a run that was begun before had been enough then; some may have been settled elsewhere since.
        boolean counts = window.get(0).match().rule().grouping().kind() == Grouping.Kind.ACCUMULATE;
        if (!counts || window.stream().anyMatch(Entry::again)) {
            sink.fire(new RunBatch(window));
        } else {
            window.forEach(sink::drop);
        }
    }

    /** Forgets the matches of a message whose lease was lost. */
    void forget(HeldMessage held) {
        for (List<Entry> entries : open.values()) {
            List<Entry> its = entries.stream().filter(e -> e.held() == held).toList();
            entries.removeAll(its);
            its.forEach(this::leave);
        }
    }
}
