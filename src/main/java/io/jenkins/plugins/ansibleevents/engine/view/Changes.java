package io.jenkins.plugins.ansibleevents.engine.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has changed, or would change in check mode: by task the hosts with an equal diff. */
final class Changes {

    /** Characters of the diffs of one host in one task. */
    static final int TEXT = 20_000;

    /**
     * Hosts on which a task has made the same change.
     *
     * @param task its number
     * @param diff hash of the diffs; 0 when none was shown
     * @param hosts numbers, rising; at least one
     */
    record Group(int task, long diff, List<Integer> hosts) {}

    private Changes() {}

    /** All changes, in the order of the tasks; in a task the group with the most hosts first. */
    static List<Group> of(RunModel model) {
        var groups = new ArrayList<Group>();
        for (TaskView task : model.tasks()) {
            groups.addAll(of(task));
        }
        return groups;
    }

    /** How many there are, each on one host. */
    static int count(RunModel model) {
        return of(model).stream().mapToInt(group -> group.hosts().size()).sum();
    }

    private static List<Group> of(TaskView task) {
        Map<Long, List<Integer>> hosts = new LinkedHashMap<>();
        Cells cells = task.cells();
        for (int host = 0; host < cells.hosts(); host++) {
            long diff = cells.diff(host);
            if (isChange(cells.state(host), diff)) {
                hosts.computeIfAbsent(diff, unknown -> new ArrayList<>()).add(host);
            }
        }
        return hosts.entrySet().stream()
                .map(entry -> new Group(task.number(), entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(group -> -group.hosts().size()))
                .toList();
    }

    /**
     * With {@code --diff} modules also report a diff where nothing differs; Ansible does not display it. A task that has failed
     * may have changed something before.
     */
    private static boolean isChange(char state, long diff) {
        boolean unchanged = state == ResultState.OK.letter() || state == ResultState.SKIPPED.letter();
        return state == ResultState.CHANGED.letter() || diff != 0 && !unchanged;
    }

    /**
     * The diffs that were shown for a task on a host, as Ansible displays them.
     *
     * @return null when there is none, or it is not recorded any more
     */
    static @CheckForNull String diff(Run run, int task, int host) throws IOException {
        Cells cells = run.model().tasks().get(task).cells();
        if (cells.diff(host) == 0) {
            return null;
        }
        var found = new ArrayList<IndexEvent>();
        int last = Math.max(cells.counter(host), cells.diffCounter(host));
        run.scan(cells.diffCounter(host), event -> {
            if (event.diff() != 0 && event.host() == host && event.task() == task) {
                found.add(event);
            }
            return event.counter() < last;
        });
        return text(run, found);
    }

    private static @CheckForNull String text(Run run, List<IndexEvent> found) throws IOException {
        var text = new StringBuilder();
        for (IndexEvent event : found) {
            EventLine line = text.length() < TEXT ? run.lines().event(event) : null;
            if (line != null) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append(ResultText.plain(line.shown()).strip());
            }
        }
        return text.isEmpty() ? null : Excerpt.of(text.toString(), TEXT);
    }
}
