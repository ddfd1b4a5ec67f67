package io.jenkins.plugins.ansibleevents.engine.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of a store's file, compared with the checkpoint beside it.
 *
 * @param file the store's file
 * @param problem what is wrong, in one sentence; empty when nothing is
 * @param kind the kind of problem
 * @param written when the last known change was written; null when no checkpoint can be read
 * @param expected entries by table at that time; empty when unknown
 * @param readable entries by table that can be read
 */
public record StoreReport(
        Path file,
        String problem,
        StoreException.Kind kind,
        @edu.umd.cs.findbugs.annotations.CheckForNull Instant written,
        Map<String, Long> expected,
        Map<String, Long> readable) {

    public StoreReport {
        expected = Map.copyOf(expected);
        readable = Map.copyOf(readable);
    }

    /** Whether everything is there. */
    public boolean isSound() {
        return problem.isEmpty();
    }

    /** Number of missing entries by table, in order of the tables' names; only tables with missing entries. */
    public Map<String, Long> missing() {
        var missing = new TreeMap<String, Long>();
        expected.forEach((table, size) -> {
            long count = size - readable.getOrDefault(table, 0L);
            if (count > 0) {
                missing.put(table, count);
            }
        });
        return missing;
    }
}
