package io.jenkins.plugins.ansibleevents.build.history;

import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * The entries of hosts that one request of the present user shows: those of jobs that the user may read and whose builds still
 * say that they had the run. The name of a job is not enough: a later job may have it, with other readers. Each job is looked
 * up once, and each run; a build is loaded only for an entry that is asked for.
 */
final class ShownEntries {

    private final JobMoves moves;
    private final Map<String, Optional<Job<?, ?>>> jobs = new HashMap<>();
    private final Map<String, Boolean> runs = new HashMap<>();

    ShownEntries(JobMoves moves) {
        this.moves = moves;
    }

    /** Those of the entries of a host that are shown, in their order, with the names that their jobs have now. */
    Stream<HostEntry> of(List<HostEntry> entries) throws IOException {
        return moves.renamed(entries).stream().filter(this::isShown);
    }

    private boolean isShown(HostEntry entry) {
        Optional<Job<?, ?>> job = jobs.computeIfAbsent(entry.job(), ShownEntries::readable);
        return job.isPresent()
                && runs.computeIfAbsent(
                        entry.job() + "\n" + entry.build() + "\n" + entry.ident(), run -> hasRun(job.get(), entry));
    }

    /** As for the pages of its builds: who may see the job, and the artifacts where Jenkins asks for that. */
    private static Optional<Job<?, ?>> readable(String name) {
        try {
            Job<?, ?> job = Jenkins.get().getItemByFullName(name, Job.class);
            return job != null && HostHistory.mayReadRuns(job) ? Optional.of(job) : Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.empty(); // it may be known that there is such a job, and no more
        }
    }

    private static boolean hasRun(Job<?, ?> job, HostEntry entry) {
        Run<?, ?> build = job.getBuildByNumber(entry.build());
        KnownRuns known = build == null ? null : build.getAction(KnownRuns.class);
        return known != null && known.knows(entry.ident());
    }
}
