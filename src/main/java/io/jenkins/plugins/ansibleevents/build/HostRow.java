package io.jenkins.plugins.ansibleevents.build;

import hudson.Util;
import io.jenkins.plugins.ansibleevents.engine.event.NaturalOrder;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One line of the host table.
 *
 * @param host its name in the inventory
 * @param counts the counts of {@link Recap.Host#counts}, in that order
 * @param state what colours the line: {@code failed}, {@code unreachable}, {@code changed} or {@code ok}
 * @param seconds sum of the durations of its tasks
 * @param failure task and message of its first failure; empty when there is none
 */
@Restricted(NoExternalUse.class)
public record HostRow(String host, List<Integer> counts, String state, double seconds, String failure) {

    private static final List<String> WORST_FIRST = List.of("failed", "unreachable", "changed", "ok");

    public HostRow {
        counts = List.copyOf(counts);
    }

    /** For views: records have no getters that Jelly finds. */
    public String getHost() {
        return host;
    }

    public List<Integer> getCounts() {
        return counts;
    }

    public String getState() {
        return state;
    }

    /** The name of the host as part of a URL. */
    public String getEncodedHost() {
        return Util.rawEncode(host);
    }

    public String getDuration() {
        return Util.getTimeSpanString(Math.round(seconds * 1000));
    }

    public String getFailure() {
        return failure;
    }

    /** The rows of a recap, the worst first. */
    static List<HostRow> of(Recap recap) {
        return recap.hosts().stream()
                .map(HostRow::of)
                .sorted(Comparator.comparingInt((HostRow row) -> WORST_FIRST.indexOf(row.state()))
                        .thenComparing(HostRow::host, NaturalOrder.NAMES))
                .toList();
    }

    private static HostRow of(Recap.Host host) {
        Map<String, Integer> counts = host.counts();
        String state =
                WORST_FIRST.stream().filter(s -> counts.get(s) > 0).findFirst().orElse("ok");
        Recap.Failure failure = host.firstFailure();
        return new HostRow(
                host.name(),
                List.copyOf(counts.values()),
                state,
                host.seconds(),
                failure == null ? "" : failure.task() + ": " + failure.message());
    }
}
