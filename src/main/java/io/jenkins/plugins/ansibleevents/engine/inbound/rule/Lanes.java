package io.jenkins.plugins.ansibleevents.engine.inbound.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** Batches waiting for a place, in order, and the places. Belongs to the dispatcher's thread. */
final class Lanes {

    private int maxRuns;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private final Map<String, Integer> running = new HashMap<>();
    private int total;

    Lanes(int maxRuns) {
        this.maxRuns = maxRuns;
    }

    void maxRuns(int most) {
        maxRuns = most;
    }

    void add(Batch batch) {
        waiting.add(batch);
    }

    /** Takes the next batch that may run, and its place with it. */
    Optional<Batch> take() {
        if (total >= maxRuns) {
            return Optional.empty();
        }
        for (Iterator<Batch> each = waiting.iterator(); each.hasNext(); ) {
            Batch batch = each.next();
            if (running.getOrDefault(batch.lane(), 0)
                    < batch.rule().concurrency().max()) {
                each.remove();
                running.merge(batch.lane(), 1, Integer::sum);
                total++;
                return Optional.of(batch);
            }
        }
        return Optional.empty();
    }

    /** Has a batch wait before the others. */
    void addFirst(Batch batch) {
        waiting.addFirst(batch);
    }

    /** Gives the place back, and has the batch wait again, before the others. */
    void putBack(Batch batch) {
        leave(batch);
        waiting.addFirst(batch);
    }

    /** Gives the place back. */
    void leave(Batch batch) {
        running.computeIfPresent(batch.lane(), (lane, n) -> n == 1 ? null : n - 1);
        total--;
    }

    /** Forgets the batches of a message whose lease was lost; combined ones stay for the other messages. */
    void forget(HeldMessage held) {
        waiting.removeIf(batch -> batch.holds(held) && batch.entries().size() == 1);
    }

    int running() {
        return total;
    }
}
