package io.jenkins.plugins.ansibleevents.engine.event;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Counts the results of one host as Ansible's own recap counts them: by its events until Ansible's numbers are there. Recaps
 * and pages count with this class, so that their numbers agree.
 *
 * <p>Memory: one value per failure. Not safe for use by several threads.
 *
 * @param <F> the caller's identifier of a failure
 */
public final class HostTally<F> {

    /** The numbers of a host, with the meaning of {@link Recap.Host}. */
    public record Numbers(int ok, int changed, int unreachable, int failed, int skipped, int rescued, int ignored) {}

    /**
     * What turned out about earlier results.
     *
     * @param rescued failures of which a rescue section took over
     * @param ignored results of a host that could not be reached, which the play ignores
     */
    public record Settled<F>(List<F> rescued, List<F> ignored) {}

    private final Deque<F> failures = new ArrayDeque<>();
    /** The failures among {@code failures} in which the host could not be reached. */
    private final Deque<F> lost = new ArrayDeque<>();

    private final OpenFailures<F> open = new OpenFailures<>();
    private int ok;
    private int changed;
    private int unreachable;
    private int failed;
    private int skipped;
    private int rescued;
    private int ignored;

    /** A task has ended well, with or without a change. */
    public void ok(boolean hasChanged) {
        open.wentOn();
        ok++;
        changed += hasChanged ? 1 : 0;
    }

    /** The host has left out a task. */
    public void skipped() {
        open.wentOn();
        skipped++;
    }

    /** A task has failed, and the playbook ignores it: for Ansible that is ok, too. */
    public void ignored(boolean hasChanged) {
        ok(hasChanged);
        ignored++;
    }

    /** A task has failed; whether it is rescued turns out later. */
    public void failed(F failure) {
        failed++;
        failures.add(failure);
        open.failed(failure);
    }

    /** The host could not be reached. */
    public void unreachable(F failure) {
        open.wentOn();
        unreachable++;
        failures.add(failure);
        lost.add(failure);
    }

    /** Takes Ansible's numbers; a failure that they do not count as failed has been rescued. */
    public Settled<F> settle(Numbers numbers) {
        ok = numbers.ok();
        changed = numbers.changed();
        unreachable = numbers.unreachable();
        failed = numbers.failed();
        skipped = numbers.skipped();
        rescued = numbers.rescued();
        ignored = numbers.ignored();
        List<F> taken = open.settle(failed);
        failures.removeAll(taken);
        return new Settled<>(taken, ignoredUnreachable());
    }

    /** Drops the failures of an unreachable host that the play ignores; only Ansible's number shows that it does. */
    private List<F> ignoredUnreachable() {
        var dropped = new ArrayList<F>();
        while (lost.size() > unreachable) {
            F first = lost.removeFirst();
            failures.remove(first);
            dropped.add(first);
        }
        return dropped;
    }

    /**
     * Settles, at the end of the run, the failures that no statistics have settled by the events after them.
     *
     * @return those that were rescued
     */
    public List<F> end() {
        List<F> gone = open.settle();
        failed -= gone.size();
        rescued += gone.size();
        failures.removeAll(gone);
        return gone;
    }

    /** The numbers so far; a changed result and an ignored failure are also ok. */
    public Numbers numbers() {
        return new Numbers(ok, changed, unreachable, failed, skipped, rescued, ignored);
    }

    /** The first failure that was neither ignored nor rescued, or null. */
    public @CheckForNull F firstFailure() {
        return failures.peekFirst();
    }
}
