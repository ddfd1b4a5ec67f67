package io.jenkins.plugins.ansibleevents.engine.view;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** When the hosts of one task had their turns. */
final class TaskTimes {

    /** Ansible starts the next host before it has said that one is ready, so long at the most on a machine that is busy. */
    private static final int LATE = 200;

    private record Turn(int host, int began, int ended, int waited) {}

    /** By their beginnings. */
    private final List<Turn> turns;

    private final int[] ends;
    private final int peak;

    private TaskTimes(List<Turn> turns) {
        this.turns = turns;
        this.ends = turns.stream().mapToInt(Turn::ended).sorted().toArray();
        this.peak = IntStream.range(0, turns.size()).map(i -> running(i)).max().orElse(0);
    }

    static TaskTimes of(TaskView task) {
        Cells cells = task.cells();
        return new TaskTimes(IntStream.range(0, cells.hosts())
                .filter(host -> cells.state(host) != Cells.NOT_RUN && cells.took(host) >= 0)
                .mapToObj(host -> new Turn(host, cells.at(host), cells.at(host) + cells.took(host), cells.waited(host)))
                .sorted(Comparator.comparingInt(Turn::began))
                .toList());
    }

    int hosts() {
        return turns.size();
    }

    /** The most hosts that had their turns at the same time. */
    int peak() {
        return peak;
    }

    /** How many hosts have their turn when that of the i-th begins, itself included. */
    private int running(int i) {
        int began = turns.get(i).began();
        int over = 0;
        int high = ends.length;
        while (over < high) {
            int middle = (over + high) >>> 1;
            if (ends[middle] <= began + LATE) {
                over = middle + 1;
            } else {
                high = middle;
            }
        }
        return i + 1 - over;
    }

    /**
     * How much later the last host got its turn because all forks were busy; of a play in batches, the sum of the batches.
     *
     * @param least a shorter wait is none
     * @param waiting gets the hosts that waited
     */
    long waitedForForks(int forks, int least, BitSet waiting) {
        Map<Integer, List<Turn>> batches =
                turns.stream().collect(Collectors.groupingBy(turn -> turn.began() - Math.max(0, turn.waited())));
        long lost = 0;
        for (List<Turn> batch : batches.values()) {
            // The first ones got a fork each, all others had to wait until one was free.
            List<Turn> late = batch.subList(Math.min(forks, batch.size()), batch.size()).stream()
                    .filter(turn -> turn.waited() >= least)
                    .toList();
            late.forEach(turn -> waiting.set(turn.host()));
            lost += late.stream().mapToInt(Turn::waited).max().orElse(0);
        }
        return lost;
    }

    /** The host that was ready last. */
    int last() {
        return turns.stream()
                .max(Comparator.comparingInt(Turn::ended))
                .map(Turn::host)
                .orElse(-1);
    }

    /** How long the others waited for it, because it took so long itself. */
    long lead() {
        Turn last = turns.stream().max(Comparator.comparingInt(Turn::ended)).orElseThrow();
        int before = ends[ends.length - 2];
        int longestOther = turns.stream()
                .filter(turn -> turn != last)
                .mapToInt(turn -> turn.ended() - turn.began())
                .max()
                .orElse(0);
        int longer = last.ended() - last.began() - longestOther;
        return Math.max(0, Math.min(last.ended() - before, longer));
    }
}
