package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.event.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One host of the report: its result, and its events when it is shown in detail. */
final class ReportHost {

    static final Comparator<ReportHost> WORST_FIRST =
            Comparator.comparing(ReportHost::state).thenComparing(ReportHost::name, NaturalOrder.NAMES);

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
     * @param message the reason, empty when the result has none
     */
    record Line(
            long counter,
            String time,
            String task,
            String place,
            HostResult outcome,
            String item,
            double seconds,
            String message) {}

    private final String name;
    private final Set<HostResult> outcomes = EnumSet.noneOf(HostResult.class);
    private final List<Line> lines = new ArrayList<>();
    private boolean detailed;
    private int notListed;

    ReportHost(String name) {
        this.name = name;
    }

    void note(HostResult outcome) {
        outcomes.add(outcome);
    }

    String name() {
        return name;
    }

    /**
     * The worst of the host's results: failed, unreachable, rescued, ignored, changed, ok or skipped, in this order.
     */
    HostResult state() {
        return outcomes.stream().findFirst().orElse(HostResult.SKIPPED);
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
