package io.jenkins.plugins.ansibleevents.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells failures from rescued ones, which look alike when they happen: fed with a whole run, then asked.
 *
 * <p>The final statistics say how many failures of a host counted. A host leaves the run after a failure that counts,
 * so those are its last ones; the others were rescued. Without statistics (a killed run) a failure after which the host
 * went on was rescued. Memory: one number per failure that is not ignored.
 */
final class Verdicts {

    private final Map<String, Deque<Long>> failures = new HashMap<>();
    private final Map<String, Long> lastResult = new HashMap<>();
    private final Set<Long> rescued = new HashSet<>();
    private @CheckForNull JsonNode counted;

    /** One event of the run, in order. */
    void note(EventLine event) throws IOException {
        EventHead head = event.head();
        if (head.event().equals("playbook_on_stats")) {
            countStatistics(event.data().path("failures"));
        } else if (head.host() != null && isResult(head)) {
            lastResult.put(head.host(), head.counter());
            if (head.event().equals("runner_on_failed") && !head.ignoreErrors()) {
                failures.computeIfAbsent(head.host(), h -> new ArrayDeque<>()).add(head.counter());
            }
        }
    }

    /** Several playbooks of one run have statistics each; the failures of each are settled by its own. */
    private void countStatistics(JsonNode failed) {
        if (failed.isMissingNode()) {
            return; // the record omits what statistics say
        }
        counted = failed;
        settle();
        counted = null;
    }

    /** The run is over; what no statistics have settled is settled by what came after it. */
    void end() {
        settle();
    }

    private void settle() {
        failures.forEach(this::settle);
        failures.clear();
    }

    private void settle(String host, Deque<Long> counters) {
        long real =
                counted == null ? guessed(host, counters) : counted.path(host).asLong();
        while (counters.size() > real) {
            rescued.add(counters.removeFirst());
        }
    }

    private long guessed(String host, Deque<Long> counters) {
        return lastResult.getOrDefault(host, 0L).equals(counters.getLast()) ? 1 : 0;
    }

    /** Whether this event closes a task on a host. */
    static boolean isResult(EventHead head) {
        return switch (head.event()) {
            case "runner_on_ok", "runner_on_failed", "runner_on_unreachable", "runner_on_skipped" -> true;
            default -> false;
        };
    }

    /** How a result event ended, once the whole run has been noted. */
    Outcome of(EventHead head) {
        return switch (head.event()) {
            case "runner_on_ok" -> head.changed() ? Outcome.CHANGED : Outcome.OK;
            case "runner_on_skipped" -> Outcome.SKIPPED;
            case "runner_on_unreachable" -> Outcome.UNREACHABLE;
            default -> ofFailure(head);
        };
    }

    private Outcome ofFailure(EventHead head) {
        if (head.ignoreErrors()) {
            return Outcome.IGNORED;
        }
        return rescued.contains(head.counter()) ? Outcome.RESCUED : Outcome.FAILED;
    }
}
