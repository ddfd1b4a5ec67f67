package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** Batches waiting for a place, in order, and the places. Belongs to the dispatcher's thread. */
final class RunPlaces {

    private int maxRuns;
    private final Deque<RunBatch> waiting = new ArrayDeque<>();
    private final Map<String, Integer> running = new HashMap<>();
    private int total;

    RunPlaces(int maxRuns) {
        this.maxRuns = maxRuns;
    }

    void maxRuns(int most) {
        maxRuns = most;
    }

    void add(RunBatch batch) {
        waiting.add(batch);
    }

    /** Takes the next batch that may run, and its place with it. */
    Optional<RunBatch> take() {
        if (total >= maxRuns) {
            return Optional.empty();
        }
        for (Iterator<RunBatch> each = waiting.iterator(); each.hasNext(); ) {
            RunBatch batch = each.next();
            if (running.getOrDefault(batch.concurrencyKey(), 0)
                    < batch.rule().concurrency().max()) {
                each.remove();
                running.merge(batch.concurrencyKey(), 1, Integer::sum);
                total++;
                return Optional.of(batch);
            }
        }
        return Optional.empty();
    }

    /** Lets a batch wait before the others. */
    void addFirst(RunBatch batch) {
        waiting.addFirst(batch);
    }

    /** Frees the place; the batch waits again, before the others. */
    void putBack(RunBatch batch) {
        leave(batch);
        waiting.addFirst(batch);
    }

    /** Frees the place. */
    void leave(RunBatch batch) {
        running.computeIfPresent(batch.concurrencyKey(), (concurrencyKey, n) -> n == 1 ? null : n - 1);
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
