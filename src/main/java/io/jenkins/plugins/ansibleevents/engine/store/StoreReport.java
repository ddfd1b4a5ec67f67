package io.jenkins.plugins.ansibleevents.engine.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of a store's file, compared with the checkpoint beside it.
 *
 * @param file the store's file
 * @param problem in one sentence what is wrong; empty when nothing is
 * @param kind what kind of problem
 * @param written when the last change was written that is known beside the file; null when nothing is known
 * @param expected entries by table at that time; empty when it is not known
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

    /** By table, in order of their names, how many entries are missing; those of which none is are left out. */
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
