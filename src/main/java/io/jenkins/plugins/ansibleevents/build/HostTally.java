package io.jenkins.plugins.ansibleevents.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventFormatException;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Counts per host, as Ansible's recap does. While the run goes on they are drawn from the hosts' results; Ansible's own
 * statistics at the end replace them, so a finished run says what its recap says, and a canceled one what was seen.
 *
 * <p>Called by one thread at a time; read after the run.
 */
public final class HostTally implements RunListener {

    private static final Logger LOGGER = Logger.getLogger(HostTally.class.getName());

    /** The names of a recap, in its order; Ansible's statistics call failed {@code failures} and unreachable {@code dark}. */
    public static final List<String> COUNTS =
            List.of("ok", "changed", "unreachable", "failed", "skipped", "rescued", "ignored");

    private static final Map<String, String> STATISTICS = Map.of(
            "ok", "ok",
            "changed", "changed",
            "unreachable", "dark",
            "failed", "failures",
            "skipped", "skipped",
            "rescued", "rescued",
            "ignored", "ignored");

    private final Map<String, Map<String, Integer>> recap = new TreeMap<>();
    private ObjectNode data = JsonNodeFactory.instance.objectNode();

    @Override
    public void event(EventLine event) {
        EventHead head = event.head();
        if (head.event().equals("playbook_on_stats")) {
            statistics(event);
        } else if (head.host() != null) {
            result(head.host(), head);
        }
    }

    private void result(String host, EventHead head) {
        switch (head.event()) {
            case "runner_on_ok" -> ok(host, head);
            case "runner_on_failed" -> add(host, head.ignoreErrors() ? List.of("ok", "ignored") : List.of("failed"));
            case "runner_on_unreachable" -> add(host, List.of("unreachable"));
            case "runner_on_skipped" -> add(host, List.of("skipped"));
            default -> recap.computeIfAbsent(host, h -> new LinkedHashMap<>());
        }
    }

    private void ok(String host, EventHead head) {
        add(host, head.changed() ? List.of("ok", "changed") : List.of("ok"));
    }

    private void add(String host, List<String> counts) {
        Map<String, Integer> row = recap.computeIfAbsent(host, h -> new LinkedHashMap<>());
        counts.forEach(count -> row.merge(count, 1, Integer::sum));
    }

    private void statistics(EventLine event) {
        try {
            JsonNode said = event.tree().path("event_data");
            recap.clear();
            said.path("processed").fieldNames().forEachRemaining(host -> recap.put(host, row(said, host)));
            if (said.path("artifact_data") instanceof ObjectNode custom) {
                data = custom;
            }
        } catch (EventFormatException e) {
            LOGGER.log(Level.WARNING, "The statistics of a run cannot be read; its recap is drawn from results", e);
        }
    }

    private static Map<String, Integer> row(JsonNode said, String host) {
        var row = new LinkedHashMap<String, Integer>();
        for (String count : COUNTS) {
            row.put(count, said.path(STATISTICS.get(count)).path(host).asInt());
        }
        return row;
    }

    /** Counts by {@link #COUNTS} of every host, by name. */
    public Map<String, Map<String, Integer>> recap() {
        return recap;
    }

    /** What the playbook set by {@code set_stats}. */
    public ObjectNode data() {
        return data;
    }

    /** Number of hosts that took part. */
    public int hosts() {
        return recap.size();
    }

    /** Hosts with a failure that was neither rescued nor ignored. */
    public Set<String> failed() {
        return having("failed");
    }

    public Set<String> unreachable() {
        return having("unreachable");
    }

    public Set<String> changed() {
        return having("changed");
    }

    /** Number of ignored failures on all hosts. */
    public int ignored() {
        return recap.values().stream()
                .mapToInt(row -> row.getOrDefault("ignored", 0))
                .sum();
    }

    private Set<String> having(String count) {
        var hosts = new java.util.LinkedHashSet<String>();
        recap.forEach((host, row) -> {
            if (row.getOrDefault(count, 0) > 0) {
                hosts.add(host);
            }
        });
        return hosts;
    }
}
