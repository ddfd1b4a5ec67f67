package io.jenkins.plugins.ansibleevents.build.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What became of one host in a run of the past.
 *
 * @param name its name in the inventory
 * @param state its state at the end
 * @param counts the counts of {@link Recap.Host#counts}, in that order
 * @param took sum of the durations of its tasks, in milliseconds
 * @param failure its first failure that was neither rescued nor ignored; null when there is none
 */
@Restricted(NoExternalUse.class)
public record HostPast(
        String name,
        HostState state,
        List<Integer> counts,
        long took,
        @CheckForNull Recap.Failure failure) {

    public HostPast {
        counts = List.copyOf(counts);
    }

    public static HostPast of(Recap.Host host) {
        return new HostPast(
                host.name(),
                host.state(),
                List.copyOf(host.counts().values()),
                Math.round(host.seconds() * 1000),
                host.firstFailure());
    }

    int changed() {
        return counts.size() > 1 ? counts.get(1) : 0;
    }

    /** The task and the message of the failure; empty when there is none. */
    public String reason() {
        Recap.Failure known = failure;
        if (known == null) {
            return "";
        }
        return known.message().isEmpty() ? known.task() : known.task() + ": " + known.message();
    }
}
