package io.jenkins.plugins.ansibleevents.engine.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The failures of one host that may still turn out to be rescued, because no event says so. Ansible's statistics have
 * the number of failures that counted. A host leaves the run after a failure that counts, so these are its last ones;
 * the others were rescued. Without statistics (a killed run) a failure after which the host went on was rescued.
 *
 * <p>Memory: one value per failure that is not settled. Used by one thread at a time.
 *
 * @param <T> the caller's identifier of a failure
 */
public final class OpenFailures<T> {

    private final Deque<T> open = new ArrayDeque<>();
    private int counted;
    private boolean lastResultFailed;

    /** Notes a failure of the host that the playbook does not ignore. */
    public void failed(T failure) {
        open.add(failure);
        lastResultFailed = true;
    }

    /** Notes any other result of the host. */
    public void wentOn() {
        lastResultFailed = false;
    }

    /**
     * Settles the failures by Ansible's statistics.
     *
     * @param failures Ansible's number for the host; each playbook of a run includes those before it
     * @return the rescued failures, the oldest first
     */
    public List<T> settle(int failures) {
        List<T> rescued = allBut(Math.max(0, failures - counted));
        counted = Math.max(counted, failures);
        return rescued;
    }

    /**
     * Settles the failures at the end of a run, without statistics for them.
     *
     * @return the rescued failures, the oldest first
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
