package io.jenkins.plugins.ansibleevents.build.history;

import hudson.Util;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Hosts of a run that are bad for one reason: the same task with the same message, whatever the name of the host in it. */
@Restricted(NoExternalUse.class)
public final class FailureGroup {

    private final HostState state;
    private final Recap.Failure failure;
    private final List<String> hosts = new ArrayList<>();

    private FailureGroup(HostState state, Recap.Failure failure) {
        this.state = state;
        this.failure = failure;
    }

    /** The groups of a run: failures before unreachable hosts, the largest first. Hosts without a known reason are in none. */
    public static List<FailureGroup> of(RunPast run) {
        Map<List<Object>, FailureGroup> groups = new LinkedHashMap<>();
        for (HostPast host : run.hosts()) {
            Recap.Failure failure = host.failure();
            if (host.state().isBad() && failure != null) {
                List<Object> key = List.of(
                        host.state(),
                        failure.task(),
                        failure.path(),
                        failure.message().replace(host.name(), ""));
                groups.computeIfAbsent(key, k -> new FailureGroup(host.state(), failure))
                        .hosts
                        .add(host.name());
            }
        }
        return groups.values().stream()
                .sorted(Comparator.comparing((FailureGroup group) -> group.state)
                        .thenComparing(group -> -group.hosts.size()))
                .toList();
    }

    /** {@code failed} or {@code unreachable}. */
    public String getState() {
        return state == HostState.FAILED ? "failed" : "unreachable";
    }

    public String getTask() {
        return failure.task();
    }

    /** The message of the first host; empty when the module gave none. */
    public String getMessage() {
        return failure.message();
    }

    public String getPath() {
        return failure.path();
    }

    public int getNumber() {
        return hosts.size();
    }

    /** The first hosts. */
    public List<Host> first(int limit) {
        return hosts.stream().limit(limit).map(Host::new).toList();
    }

    /**
     * A host with its link.
     *
     * @param name its name in the inventory
     */
    public record Host(String name) {

        /** For views: records have no getters that Jelly finds. */
        public String getName() {
            return name;
        }

        /** The part of an address that shows it on the page of the run. */
        public String getFragment() {
            return "host:" + Util.rawEncode(name);
        }
    }
}
