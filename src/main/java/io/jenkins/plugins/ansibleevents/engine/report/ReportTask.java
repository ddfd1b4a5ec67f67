package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One task of the report. */
final class ReportTask {

    static final Comparator<ReportTask> SLOWEST_FIRST =
            Comparator.comparingDouble(ReportTask::seconds).reversed();

    /** Most names to show of hosts that changed without a diff; the rest are counted. */
    private static final int NAMED_HOSTS = 50;

    /**
     * The change of a task on a host.
     *
     * @param host its name
     * @param text the diff as Ansible shows it
     */
    record Diff(String host, String text) {}

    private final String name;
    private final String play;
    private final String action;
    private final String place;
    private final Map<HostResult, Integer> counts = new EnumMap<>(HostResult.class);
    private final List<Diff> diffs = new ArrayList<>();
    private final List<String> changedHosts = new ArrayList<>();
    private double seconds;
    private double longest;
    private String slowestHost = "";

    ReportTask(EventHead head) {
        this.name = orEmpty(head.task());
        this.play = orEmpty(head.play());
        this.action = orEmpty(head.taskAction());
        this.place = orEmpty(head.taskPath());
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    void count(HostResult outcome, EventHead head) {
        counts.merge(outcome, 1, Integer::sum);
        if (outcome == HostResult.CHANGED && changedHosts.size() < NAMED_HOSTS) {
            changedHosts.add(head.host());
        }
        if (!Double.isNaN(head.duration())) {
            seconds += head.duration();
            noteLongest(head);
        }
    }

    private void noteLongest(EventHead head) {
        if (head.duration() >= longest) {
            longest = head.duration();
            slowestHost = orEmpty(head.host());
        }
    }

    void add(Diff diff) {
        diffs.add(diff);
    }

    String name() {
        return name;
    }

    String play() {
        return play;
    }

    String action() {
        return action;
    }

    String place() {
        return place;
    }

    int count(HostResult outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    int hosts() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Seconds of all hosts together. */
    double seconds() {
        return seconds;
    }

    double longest() {
        return longest;
    }

    String slowestHost() {
        return slowestHost;
    }

    List<Diff> diffs() {
        return diffs;
    }

    /** The first hosts that the task has changed. */
    List<String> changedHosts() {
        return changedHosts;
    }
}
