package io.jenkins.plugins.ansibleevents.build;

import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.view.RunCounts;
import java.util.ArrayList;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How many hosts of a run are in which state, each in one: so far, or at its end. */
@Restricted(NoExternalUse.class)
public final class HostBar {

    private final int failed;
    private final int unreachable;
    private final int changed;
    private final int ok;

    private HostBar(int failed, int unreachable, int changed, int ok) {
        this.failed = failed;
        this.unreachable = unreachable;
        this.changed = changed;
        this.ok = ok;
    }

    static HostBar of(RunSummary run) {
        return new HostBar(
                run.getFailedHosts(),
                run.getOnlyUnreachableHosts(),
                run.getOnlyChangedHosts(),
                run.getUntouchedHosts());
    }

    static HostBar of(RunCounts counts) {
        return new HostBar(
                counts.hosts(HostState.FAILED),
                counts.hosts(HostState.UNREACHABLE),
                counts.hosts(HostState.CHANGED),
                counts.hosts(HostState.OK));
    }

    public int getHosts() {
        return failed + unreachable + changed + ok;
    }

    public int getFailed() {
        return failed;
    }

    public int getUnreachable() {
        return unreachable;
    }

    public int getChanged() {
        return changed;
    }

    public int getOk() {
        return ok;
    }

    /** The numbers in words: {@code 6 hosts: 1 failed, 1 unreachable, 4 ok}. */
    public String getWords() {
        var parts = new ArrayList<String>();
        add(parts, failed, Messages.RunSummary_failed(failed));
        add(parts, unreachable, Messages.RunSummary_unreachable(unreachable));
        add(parts, changed, Messages.RunSummary_changed(changed));
        add(parts, ok, Messages.RunSummary_ok(ok));
        return Messages.RunSummary_line(getHosts(), parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private static void add(ArrayList<String> parts, int count, String words) {
        if (count > 0) {
            parts.add(words);
        }
    }
}
