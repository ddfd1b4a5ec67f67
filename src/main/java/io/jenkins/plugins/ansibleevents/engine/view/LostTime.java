package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.event.Quantity;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where a run has lost time, in sentences, as far as its events tell: hosts that waited until one of the forks was free, and
 * hosts that waited for the slowest one before the next task. Only for runs that do one task after the other, Ansible's
 * linear strategy; and only what matters, {@value #LEAST_MILLIS} ms and 5 % of the run.
 */
final class LostTime {

    private static final int LEAST_MILLIS = 5_000;
    private static final int LEAST_SHARE = 20;

    /** Ansible needs this long to start one host; a shorter wait is no wait for a fork. */
    private static final int NO_WAIT = 100;

    /** The share of tasks that must be as the sentence says, in percent. */
    private static final int MOST = 80;

    private final RunModel model;
    private final StatusEvent starting;
    private final List<TaskTimes> tasks = new ArrayList<>();

    private LostTime(RunModel model, StatusEvent starting) {
        this.model = model;
        this.starting = starting;
        for (TaskView task : model.tasks()) {
            tasks.add(TaskTimes.of(task));
        }
    }

    /** The sentences, for example {@code 42 of 50 hosts waited for forks=5: about 3 min 10 s}. */
    static List<String> of(RunModel model, StatusEvent starting) {
        var sentences = new ArrayList<String>();
        if (model.hosts().size() > 1) {
            var lost = new LostTime(model, starting);
            if (lost.isLinear()) {
                lost.forks(sentences);
                lost.slowest(sentences);
            }
        }
        return sentences;
    }

    /** Whether tasks come one after the other. */
    private boolean isLinear() {
        int together = 0;
        for (int i = 0; i + 1 < tasks.size(); i++) {
            together += model.tasks().get(i + 1).source().at()
                            < model.tasks().get(i).until() - NO_WAIT
                    ? 1
                    : 0;
        }
        return together * 100 <= (100 - MOST) * tasks.size();
    }

    private void forks(List<String> sentences) {
        int peak = tasks.stream().mapToInt(TaskTimes::peak).max().orElse(0);
        OptionalInt known = Forks.of(starting);
        int forks = known.orElse(peak);
        List<TaskTimes> larger =
                tasks.stream().filter(task -> task.hosts() > forks).toList();
        long full = larger.stream().filter(task -> task.peak() >= forks).count();
        if (forks < 1 || larger.isEmpty() || full * 100 < (long) MOST * larger.size()) {
            return;
        }
        long lost = 0;
        var waiting = new BitSet();
        for (TaskTimes task : larger) {
            lost += task.waitedForForks(forks, NO_WAIT, waiting);
        }
        if (matters(lost)) {
            sentences.add(
                    waiting.cardinality() + " of " + Quantity.of(model.hosts().size(), "host") + " waited for forks="
                            + forks + ": about " + inWords(lost));
        }
    }

    private void slowest(List<String> sentences) {
        Map<Integer, long[]> byHost = new HashMap<>();
        int several = 0;
        for (TaskTimes task : tasks) {
            if (task.hosts() > 1) {
                several++;
                long[] sums = byHost.computeIfAbsent(task.last(), host -> new long[2]);
                sums[0] += task.lead();
                sums[1]++;
            }
        }
        var worst = byHost.entrySet().stream().max(Map.Entry.comparingByValue((a, b) -> Long.compare(a[0], b[0])));
        if (worst.isPresent() && matters(worst.get().getValue()[0])) {
            long[] sums = worst.get().getValue();
            sentences.add("the other hosts waited for "
                    + model.hosts().get(worst.get().getKey()).name() + " in " + sums[1] + " of "
                    + Quantity.of(several, "task") + ": about " + inWords(sums[0]));
        }
    }

    private boolean matters(long lost) {
        return lost >= LEAST_MILLIS && lost * LEAST_SHARE >= model.lastAt();
    }

    private static String inWords(long milliseconds) {
        long seconds = Math.round(milliseconds / 1000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
