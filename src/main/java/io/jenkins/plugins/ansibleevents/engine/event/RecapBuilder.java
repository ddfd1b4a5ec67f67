package io.jenkins.plugins.ansibleevents.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the recap of a run from its events; memory grows with hosts and their failures, not with events. After
 * {@code playbook_on_stats} the numbers are Ansible's.
 *
 * <p>Not safe for use by several threads.
 */
public final class RecapBuilder {

    private final Map<String, HostRecap> hosts = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final TaskNames names = new TaskNames();
    private boolean complete;

    /** Takes the next event of the run. */
    public void add(EventLine event) {
        EventHead head = event.head();
        names.add(head);
        if (head.event().equals(EventType.PLAYBOOK_ON_STATS)) {
            statistics(event);
        } else if (head.isResult()) {
            complete = false;
            tally(head.host()).add(event, names);
        }
    }

    /** The recap so far. */
    public Recap recap() {
        return new Recap(hosts.values().stream().map(HostRecap::host).toList(), complete, warnings);
    }

    /**
     * The recap of a run that is over. Failures that no statistics have settled (a killed run) are settled by the
     * events after them: the failures of a host that went on were rescued.
     */
    public Recap end() {
        hosts.values().forEach(HostRecap::end);
        return recap();
    }

    private HostRecap tally(String host) {
        return hosts.computeIfAbsent(host, HostRecap::new);
    }

    /** Settles the hosts by statistics; each playbook of a run has its own, which include those before it. */
    private void statistics(EventLine event) {
        warnings.clear();
        try {
            JsonNode data = event.data();
            if (!data.path("processed").isObject()) {
                return; // the record omits the statistics
            }
            data.path("processed").fieldNames().forEachRemaining(this::tally);
            hosts.values().forEach(tally -> tally.settle(data, warnings));
            complete = true;
        } catch (EventFormatException e) {
            warnings.add("the statistics of the run (event " + event.head().counter() + ") cannot be read: "
                    + e.getMessage());
        }
    }
}
