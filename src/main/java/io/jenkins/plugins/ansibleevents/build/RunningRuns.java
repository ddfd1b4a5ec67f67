package io.jenkins.plugins.ansibleevents.build;

import hudson.model.Run;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of this Jenkins that go on, so that the pages of their builds show them before they have ended. */
final class RunningRuns {

    private static final Map<String, Going> BY_IDENT = new ConcurrentHashMap<>();

    private RunningRuns() {}

    /**
     * A run that goes on.
     *
     * @param run what is known at its beginning
     * @param since when it began; after a restart of Jenkins, when it was taken up
     */
    record Going(PlaybookRunInfo run, Instant since) {}

    static void began(PlaybookRunInfo run) {
        BY_IDENT.put(run.ident(), new Going(run, Instant.now()));
    }

    static void ended(String ident) {
        BY_IDENT.remove(ident);
    }

    /** The runs of a build that go on, in the order of their beginnings. */
    static List<Going> of(Run<?, ?> build) {
        String id = build.getExternalizableId();
        return BY_IDENT.values().stream()
                .filter(going -> going.run().build().getExternalizableId().equals(id))
                .sorted(Comparator.comparing(Going::since)
                        .thenComparing(going -> going.run().ident()))
                .toList();
    }
}
