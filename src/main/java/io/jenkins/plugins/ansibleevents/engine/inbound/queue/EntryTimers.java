package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * When which lease or delay of a {@link LeaseBook} ends, by the clock of {@link System#nanoTime}. An entry has one timer
 * at most, and a timer that is called off is gone at once: it would keep its message in memory until its time.
 */
final class EntryTimers<T> {

    // Differences, because the clock may wrap.
    private final TreeSet<BookEntry<T>> armed = new TreeSet<>((a, b) ->
            a.timerAt == b.timerAt ? Long.compare(a.sequence, b.sequence) : Long.signum(a.timerAt - b.timerAt));

    /** The entry must not be armed already. */
    void arm(BookEntry<T> entry, long at) {
        entry.timerAt = at;
        armed.add(entry);
    }

    /** Does nothing to an entry that is not armed. */
    void disarm(BookEntry<T> entry) {
        armed.remove(entry);
    }

    /** An entry whose time has come, not armed any more. */
    Optional<BookEntry<T>> due(long now) {
        if (armed.isEmpty() || armed.first().timerAt - now > 0) {
            return Optional.empty();
        }
        return Optional.of(armed.pollFirst());
    }

    OptionalLong next() {
        return armed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(armed.first().timerAt);
    }
}
