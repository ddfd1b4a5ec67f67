package io.jenkins.plugins.ansibleevents.build.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes wrong now and then. A host or a task is flaky when it went from well to bad and back again, or the other way round:
 * at least two changes in the builds that are looked at. What broke once and stayed broken, or was repaired, is not.
 *
 * @param name of the host or of the task
 * @param path of the task; empty for a host
 * @param turns how often it went from well to bad or back
 * @param bad in how many builds it was bad
 * @param builds in how many builds it took part
 */
record Flakiness(String name, String path, int turns, int bad, int builds) {

    private static final int TURNS = 2;

    private static final Comparator<Flakiness> WORST_FIRST = Comparator.comparingInt(Flakiness::turns)
            .thenComparingInt(Flakiness::bad)
            .reversed()
            .thenComparing(Flakiness::name);

    /** The flaky hosts, the worst first. */
    static List<Flakiness> ofHosts(List<BuildPast> builds) {
        var rows = new LinkedHashMap<String, Row>();
        for (BuildPast build : builds) {
            build.hosts().forEach((name, host) -> rows.computeIfAbsent(name, key -> new Row(name, ""))
                    .add(host.state().isBad()));
        }
        return flaky(rows);
    }

    /** The flaky tasks, the worst first. A task is bad in a build when it is bad on a host there. */
    static List<Flakiness> ofTasks(List<BuildPast> builds) {
        var rows = new LinkedHashMap<String, Row>();
        for (BuildPast build : builds) {
            build.tasks().forEach((key, task) -> {
                if (task.good() + task.bad() > 0) { // one that was skipped everywhere says nothing
                    rows.computeIfAbsent(key, k -> new Row(task.name(), task.path()))
                            .add(task.bad() > 0);
                }
            });
        }
        return flaky(rows);
    }

    private static List<Flakiness> flaky(Map<String, Row> rows) {
        return rows.values().stream()
                .map(Row::result)
                .filter(row -> row.turns() >= TURNS)
                .sorted(WORST_FIRST)
                .toList();
    }

    /** Build after build of one host or task. */
    private static final class Row {

        private final String name;
        private final String path;
        private final List<Boolean> bad = new ArrayList<>();

        Row(String name, String path) {
            this.name = name;
            this.path = path;
        }

        void add(boolean isBad) {
            bad.add(isBad);
        }

        Flakiness result() {
            int turns = 0;
            for (int i = 1; i < bad.size(); i++) {
                turns += bad.get(i).equals(bad.get(i - 1)) ? 0 : 1;
            }
            int times = (int) bad.stream().filter(isBad -> isBad).count();
            return new Flakiness(name, path, turns, times, bad.size());
        }
    }
}
