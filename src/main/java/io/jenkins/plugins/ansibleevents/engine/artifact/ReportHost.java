package io.jenkins.plugins.ansibleevents.engine.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One host of the report: counts, time, and its events when it is shown in detail. */
final class ReportHost {

    static final Comparator<ReportHost> WORST_FIRST =
            Comparator.comparing(ReportHost::state).thenComparing(ReportHost::name);

    /**
     * A line of a host's events.
     *
     * @param counter the event's counter
     * @param time of day with milliseconds
     * @param task its name
     * @param place {@code file:line}, may be empty
     * @param outcome how it ended
     * @param item label of the loop item, empty for the task as a whole
     * @param seconds its duration, or NaN
     * @param message why, empty when there is nothing to say
     */
    record Line(
            long counter,
            String time,
            String task,
            String place,
            Outcome outcome,
            String item,
            double seconds,
            String message) {}

    private final String name;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final List<Line> lines = new ArrayList<>();
    private double seconds;
    private boolean detailed;
    private int notListed;
    private @CheckForNull HostRecap.Failure firstFailure;

    ReportHost(String name) {
        this.name = name;
    }

    void count(Outcome outcome, double duration) {
        counts.merge(outcome, 1, Integer::sum);
        seconds += Double.isNaN(duration) ? 0 : duration;
    }

    /** A failure that counts; the first one is kept. */
    void failed(EventHead head, JsonNode result) {
        if (firstFailure == null) {
            firstFailure = new HostRecap.Failure(
                    head.task() == null ? "" : head.task(),
                    head.taskPath() == null ? "" : head.taskPath(),
                    ResultText.headline(result),
                    head.counter());
        }
    }

    HostRecap recap() {
        return new HostRecap(
                name,
                succeeded(),
                count(Outcome.CHANGED),
                count(Outcome.UNREACHABLE),
                count(Outcome.FAILED),
                count(Outcome.SKIPPED),
                count(Outcome.RESCUED),
                count(Outcome.IGNORED),
                seconds,
                firstFailure);
    }

    String name() {
        return name;
    }

    double seconds() {
        return seconds;
    }

    int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** Ansible's "ok": a changed or an ignored result is one, too. */
    int succeeded() {
        return count(Outcome.OK) + count(Outcome.CHANGED) + count(Outcome.IGNORED);
    }

    /** The host in one word: failed, unreachable, rescued, ignored, changed, ok or skipped, whichever comes first. */
    Outcome state() {
        return counts.keySet().stream().min(Comparator.naturalOrder()).orElse(Outcome.SKIPPED);
    }

    void showDetail() {
        detailed = true;
    }

    boolean isDetailed() {
        return detailed;
    }

    List<Line> lines() {
        return lines;
    }

    void add(Line line) {
        lines.add(line);
    }

    void leaveOut() {
        notListed++;
    }

    /** Events of this host that are not listed. */
    int notListed() {
        return notListed;
    }
}
