package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.HostTally;

/** How many hosts and results a run has of each state: {@code docs/events.md}, "How hosts and results are counted". */
public final class RunCounts {

    private final int[] hosts = new int[HostState.values().length];
    private final int[] results = new int[ResultState.values().length];

    private RunCounts() {}

    static RunCounts of(RunModel model) {
        var counts = new RunCounts();
        for (HostView host : model.hosts()) {
            counts.hosts[host.state().ordinal()]++;
        }
        if (model.isRecapOnly()) {
            model.hosts().forEach(host -> counts.add(host.numbers()));
        } else {
            model.tasks().forEach(counts::add);
        }
        return counts;
    }

    private void add(TaskView task) {
        for (ResultState state : ResultState.values()) {
            results[state.ordinal()] += task.count(state);
        }
    }

    /** Results by Ansible's numbers, in which a changed or ignored one is also ok. */
    private void add(HostTally.Numbers numbers) {
        results[ResultState.FAILED.ordinal()] += numbers.failed();
        results[ResultState.UNREACHABLE.ordinal()] += numbers.unreachable();
        results[ResultState.RESCUED.ordinal()] += numbers.rescued();
        results[ResultState.IGNORED.ordinal()] += numbers.ignored();
        results[ResultState.CHANGED.ordinal()] += numbers.changed();
        results[ResultState.OK.ordinal()] += Math.max(0, numbers.ok() - numbers.changed() - numbers.ignored());
        results[ResultState.SKIPPED.ordinal()] += numbers.skipped();
    }

    /** Hosts with this state; each host has one. */
    public int hosts(HostState state) {
        return hosts[state.ordinal()];
    }

    /** Results with this state; each result has one. */
    public int results(ResultState state) {
        return results[state.ordinal()];
    }
}
