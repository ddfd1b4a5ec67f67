package io.jenkins.plugins.ansibleevents.engine.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The failures of one host of which nobody knows yet whether a rescue section took over: no event says so. Ansible's
 * statistics say how many counted. A host leaves the run after a failure that counts, so those are its last ones; the
 * others were rescued. Without statistics (a killed run) a failure after which the host went on was rescued.
 *
 * <p>Memory: one value per failure that is not settled. Used by one thread at a time.
 *
 * @param <T> what the caller knows a failure by
 */
public final class OpenFailures<T> {

    private final Deque<T> open = new ArrayDeque<>();
    private int counted;
    private boolean lastResultFailed;

    /** The host failed, and the playbook does not ignore it. */
    public void failed(T failure) {
        open.add(failure);
        lastResultFailed = true;
    }

    /** The host has a result that is no such failure. */
    public void wentOn() {
        lastResultFailed = false;
    }

    /**
     * Statistics have come.
     *
     * @param failures Ansible's number for the host; each playbook of a run includes those before it
     * @return those that were rescued, the oldest first
     */
    public List<T> settle(int failures) {
        List<T> rescued = allBut(Math.max(0, failures - counted));
        counted = Math.max(counted, failures);
        return rescued;
    }

    /**
     * The run is over without statistics of what is open.
     *
     * @return those that were rescued, the oldest first
     */
    public List<T> settle() {
        return allBut(lastResultFailed ? 1 : 0);
    }

    private List<T> allBut(int last) {
        var rescued = new ArrayList<T>();
        while (open.size() > last) {
            rescued.add(open.removeFirst());
        }
        open.clear();
        return rescued;
    }
}
