package io.jenkins.plugins.ansibleevents.build.history;

import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds of the past in a few words. */
final class Pasts {

    private Pasts() {}

    /**
     * A build with a run.
     *
     * @param hosts name and letter, for example {@code web1:f}
     */
    static BuildPast build(int number, String... hosts) {
        return new BuildPast(number, List.of(run("run-" + number, List.of(), hosts)));
    }

    static BuildPast build(int number, List<TaskPast> tasks, String... hosts) {
        return new BuildPast(number, List.of(run("run-" + number, tasks, hosts)));
    }

    static RunPast run(String ident, List<TaskPast> tasks, String... hosts) {
        var pasts = new ArrayList<HostPast>();
        for (String host : hosts) {
            String[] words = host.split(":", 2);
            pasts.add(host(words[0], HostState.of(words[1]), "no such package on " + words[0]));
        }
        boolean bad = pasts.stream().anyMatch(host -> host.state().isBad());
        String status = bad ? "failed" : "successful";
        return new RunPast(ident, "site.yml", "", "", 1_000, 2_000, false, status, "it " + status, pasts, tasks, 0);
    }

    static HostPast host(String name, HostState state, String message) {
        Map<HostState, List<Integer>> counts = Map.of(
                HostState.FAILED, List.of(1, 0, 0, 1, 0, 0, 0),
                HostState.UNREACHABLE, List.of(0, 0, 1, 0, 0, 0, 0),
                HostState.CHANGED, List.of(2, 1, 0, 0, 0, 0, 0),
                HostState.OK, List.of(2, 0, 0, 0, 0, 0, 0));
        Recap.Failure failure = state.isBad() ? new Recap.Failure("install", message, "site.yml:7", 12) : null;
        return new HostPast(name, state, counts.get(state), 300, failure);
    }

    static TaskPast task(String name, long took, int bad) {
        return new TaskPast(name, "site.yml:7", took, took, 1, bad);
    }
}
