package io.jenkins.plugins.ansibleevents.engine.event;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of a run: a line per host, as in Ansible's own recap.
 *
 * @param hosts every host that took part: failed ones first, then unreachable ones, then by name in
 *     {@link NaturalOrder}
 * @param complete whether the numbers are Ansible's own, which come at the end of a run; before, a failure that will be
 *     rescued counts as failed
 * @param warnings differences between Ansible's numbers and the events; empty in a sound record
 */
public record Recap(List<Host> hosts, boolean complete, List<String> warnings) {

    private static final Comparator<Host> WORST_FIRST =
            Comparator.comparing(Recap::rank).thenComparing(Host::name, NaturalOrder.NAMES);

    public Recap {
        hosts = hosts.stream().sorted(WORST_FIRST).toList();
        warnings = List.copyOf(warnings);
    }

    private static int rank(Host host) {
        return host.failed() > 0 ? 0 : host.unreachable() > 0 ? 1 : 2;
    }

    /**
     * One host. A changed result is also ok, an ignored failure is also ok.
     *
     * @param name its inventory name
     * @param seconds sum of the durations of its tasks
     * @param firstFailure the first failure that was neither ignored nor rescued, or null
     */
    public record Host(
            String name,
            int ok,
            int changed,
            int unreachable,
            int failed,
            int skipped,
            int rescued,
            int ignored,
            double seconds,
            @CheckForNull Failure firstFailure) {

        /** The host's numbers by the names and in the order of Ansible's own recap. */
        public Map<String, Integer> counts() {
            var counts = new LinkedHashMap<String, Integer>();
            counts.put("ok", ok);
            counts.put("changed", changed);
            counts.put("unreachable", unreachable);
            counts.put("failed", failed);
            counts.put("skipped", skipped);
            counts.put("rescued", rescued);
            counts.put("ignored", ignored);
            return counts;
        }

        /** A host with these numbers. */
        public static Host of(
                String name, HostTally.Numbers numbers, double seconds, @CheckForNull Failure firstFailure) {
            return new Host(
                    name,
                    numbers.ok(),
                    numbers.changed(),
                    numbers.unreachable(),
                    numbers.failed(),
                    numbers.skipped(),
                    numbers.rescued(),
                    numbers.ignored(),
                    seconds,
                    firstFailure);
        }

        /** Its numbers, for whoever counts with them. */
        public HostTally.Numbers numbers() {
            return new HostTally.Numbers(ok, changed, unreachable, failed, skipped, rescued, ignored);
        }

        public HostState state() {
            return HostState.of(numbers());
        }

        /** Whether nothing failed and the host was always reached. */
        public boolean isGood() {
            return !state().isBad();
        }
    }

    /**
     * The reason why a host failed.
     *
     * @param task name of the task, as Ansible displays it
     * @param message the module's message, one line of at most 300 characters; empty when it gave none
     * @param path {@code file:line} of the task, or empty
     * @param counter of the event
     */
    public record Failure(String task, String message, String path, long counter) {}
}
