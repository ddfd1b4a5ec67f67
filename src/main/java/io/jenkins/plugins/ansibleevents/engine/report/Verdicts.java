package io.jenkins.plugins.ansibleevents.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.OpenFailures;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How the tasks of a run ended on its hosts. Ansible reports a failure that a rescue section takes over like any other;
 * {@link OpenFailures} finds out later which were rescued. Memory: one number per failure that is not ignored.
 */
final class Verdicts {

    private final Map<String, OpenFailures<Long>> failures = new HashMap<>();
    private final Set<Long> rescued = new HashSet<>();

    /** Takes the next event of the run. */
    void note(EventLine event) throws IOException {
        EventHead head = event.head();
        if (head.event().equals(EventType.PLAYBOOK_ON_STATS)) {
            statistics(event.data().path("failures"));
        } else if (head.isResult()) {
            noteResult(head, failures.computeIfAbsent(head.host(), host -> new OpenFailures<>()));
        }
    }

    private void statistics(JsonNode counted) {
        if (!counted.isMissingNode()) { // otherwise the record omits the statistics
            failures.forEach((host, open) ->
                    rescued.addAll(open.settle(counted.path(host).asInt())));
        }
    }

    private static void noteResult(EventHead head, OpenFailures<Long> ofHost) {
        if (head.event().equals(EventType.RUNNER_ON_FAILED) && !head.ignoreErrors()) {
            ofHost.failed(head.counter());
        } else {
            ofHost.wentOn();
        }
    }

    /** Settles, at the end of the run, the failures that no statistics have settled by the events after them. */
    void end() {
        failures.values().forEach(open -> rescued.addAll(open.settle()));
    }

    /** How a result event ended, once the whole run has been noted. */
    HostResult of(EventHead head) {
        return switch (head.event()) {
            case EventType.RUNNER_ON_OK -> head.changed() ? HostResult.CHANGED : HostResult.OK;
            case EventType.RUNNER_ON_SKIPPED -> HostResult.SKIPPED;
            case EventType.RUNNER_ON_UNREACHABLE -> HostResult.UNREACHABLE;
            default -> ofFailure(head);
        };
    }

    private HostResult ofFailure(EventHead head) {
        if (head.ignoreErrors()) {
            return HostResult.IGNORED;
        }
        return rescued.contains(head.counter()) ? HostResult.RESCUED : HostResult.FAILED;
    }
}
