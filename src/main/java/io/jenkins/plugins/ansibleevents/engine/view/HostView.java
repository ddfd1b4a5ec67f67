package io.jenkins.plugins.ansibleevents.engine.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.event.HostTally;

/** A host of a run. Not for use by several threads. */
public final class HostView {

    private final int number;
    private final String name;
    private final HostTally<Failure> tally = new HostTally<>();
    private boolean isCounted;
    private long took;
    private int first = -1;
    private int last = -1;

    HostView(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /** Its place among the hosts, in the order of their first appearance. */
    public int number() {
        return number;
    }

    public String name() {
        return name;
    }

    public HostState state() {
        return HostState.of(tally.numbers());
    }

    /** Its numbers as in Ansible's recap: a changed result and an ignored failure are also ok. */
    public HostTally.Numbers numbers() {
        return tally.numbers();
    }

    /** The milliseconds of all its tasks. */
    public long took() {
        return took;
    }

    /** When its first event was, in milliseconds since the start of the run; -1 when it has none. */
    public int first() {
        return first;
    }

    /** When its last event was, in milliseconds since the start of the run; -1 when it has none. */
    public int last() {
        return last;
    }

    /** Whether it has a result, or Ansible has numbers of it. */
    boolean isCounted() {
        return isCounted;
    }

    void count() {
        isCounted = true;
    }

    HostTally<Failure> tally() {
        return tally;
    }

    /** The first failure that counts, or null. */
    @CheckForNull
    Failure failure() {
        return tally.firstFailure();
    }

    void seen(int at) {
        first = first < 0 ? at : first;
        last = at;
    }

    void worked(int milliseconds) {
        took += milliseconds;
    }
}
