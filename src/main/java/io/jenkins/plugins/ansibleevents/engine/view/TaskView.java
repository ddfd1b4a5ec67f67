package io.jenkins.plugins.ansibleevents.engine.view;

import io.jenkins.plugins.ansibleevents.engine.index.IndexedTask;

/** A task of a run. Not for use by several threads. */
public final class TaskView {

    private final int number;
    private final IndexedTask task;
    private final int[] counts = new int[ResultState.values().length];
    private final Cells cells = new Cells();
    private int until;
    private long took;
    private int longest;
    private int slowest = -1;

    TaskView(int number, IndexedTask task) {
        this.number = number;
        this.task = task;
        this.until = task.at();
    }

    /** Its place among the tasks, in the order of their first appearance. */
    public int number() {
        return number;
    }

    /** Its name as Ansible displays it. */
    public String name() {
        return task.name();
    }

    /** Its name, play, place and start. */
    public IndexedTask source() {
        return task;
    }

    /** How many results have this state. */
    public int count(ResultState state) {
        return counts[state.ordinal()];
    }

    /** How many results it has, one a host. */
    public int results() {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /** The milliseconds of all hosts together. */
    public long took() {
        return took;
    }

    /** The milliseconds of its slowest host. */
    public int longest() {
        return longest;
    }

    /** The number of its slowest host, or -1. */
    public int slowest() {
        return slowest;
    }

    /** When its last result was, in milliseconds since the start of the run. */
    public int until() {
        return until;
    }

    Cells cells() {
        return cells;
    }

    void ended(int host, ResultState state, int at, int milliseconds) {
        counts[state.ordinal()]++;
        until = Math.max(until, at);
        if (milliseconds >= 0) {
            took += milliseconds;
            if (milliseconds >= longest) {
                longest = milliseconds;
                slowest = host;
            }
        }
    }

    void correct(int host, ResultState from, ResultState to) {
        counts[from.ordinal()]--;
        counts[to.ordinal()]++;
        if (cells.state(host) == from.letter()) {
            cells.correct(host, to.letter());
        }
    }
}
