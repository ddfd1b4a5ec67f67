package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The entries of each ordering key of a {@link LeaseBook}, in their order: only the first of a line can be taken. */
final class KeyLines<T> {

    private final Map<String, Deque<BookEntry<T>>> lines = new HashMap<>();

    /** Puts an entry behind the others of its key; returns whether it is the first. An entry without a key always is. */
    boolean join(BookEntry<T> entry) {
        if (entry.key == null) {
            return true;
        }
        Deque<BookEntry<T>> line = lines.computeIfAbsent(entry.key, k -> new ArrayDeque<>());
        line.addLast(entry);
        return line.size() == 1;
    }

    /** Takes an entry out of its line; returns the one that has become the first by that. */
    Optional<BookEntry<T>> leave(BookEntry<T> entry) {
        Deque<BookEntry<T>> line = entry.key == null ? null : lines.get(entry.key);
        if (line == null) {
            return Optional.empty();
        }
        boolean first = line.peekFirst() == entry;
        line.remove(entry);
        if (line.isEmpty()) {
            lines.remove(entry.key);
        }
        return first ? Optional.ofNullable(line.peekFirst()) : Optional.empty();
    }
}
