package io.jenkins.plugins.ansibleevents.build.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The runs of one build of the past, taken together: a host of several runs has the worst state of them, a task of several runs
 * is the one that failed on most hosts.
 */
final class BuildPast {

    private final int number;
    private final List<RunPast> runs;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, TaskPast> tasks = new LinkedHashMap<>();

    /**
     * A host in a build.
     *
     * @param run the run in which it did worst
     * @param past what became of it there
     */
    record Host(RunPast run, HostPast past) {

        HostState state() {
            return past.state();
        }
    }

    /**
     * @param number the number of the build
     * @param runs its runs, in the order of their ends
     */
    BuildPast(int number, List<RunPast> runs) {
        this.number = number;
        this.runs = List.copyOf(runs);
        for (RunPast run : runs) {
            run.hosts().forEach(past -> hosts.merge(past.name(), new Host(run, past), BuildPast::worse));
            run.tasks().forEach(task -> tasks.merge(task.key(), task, BuildPast::worse));
        }
    }

    private static Host worse(Host one, Host other) {
        return one.state().ordinal() <= other.state().ordinal() ? one : other;
    }

    private static TaskPast worse(TaskPast one, TaskPast other) {
        if (one.bad() != other.bad()) {
            return one.bad() > other.bad() ? one : other;
        }
        return one.took() >= other.took() ? one : other;
    }

    int number() {
        return number;
    }

    List<RunPast> runs() {
        return runs;
    }

    /** By name each host that took part, in the order of first appearance. */
    Map<String, Host> hosts() {
        return Collections.unmodifiableMap(hosts);
    }

    /** Its tasks by {@link TaskPast#key}. */
    Map<String, TaskPast> tasks() {
        return Collections.unmodifiableMap(tasks);
    }

    /** Whether a host took part and was bad. */
    boolean isBad(String host) {
        @CheckForNull Host known = hosts.get(host);
        return known != null && known.state().isBad();
    }

    /** The number of hosts in a state. */
    long count(HostState state) {
        return hosts.values().stream().filter(host -> host.state() == state).count();
    }

    /** The duration of its runs, in milliseconds. */
    long took() {
        return runs.stream().mapToLong(RunPast::took).sum();
    }

    /** When its first run began, in milliseconds since 1970. */
    long started() {
        return runs.stream().mapToLong(RunPast::started).min().orElse(0);
    }

    /** Changed results on all hosts. */
    int changes() {
        return runs.stream()
                .flatMap(run -> run.hosts().stream())
                .mapToInt(HostPast::changed)
                .sum();
    }

    boolean isSuccessful() {
        return runs.stream().allMatch(run -> run.status().equals("successful"));
    }
}
