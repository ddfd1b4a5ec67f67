package io.jenkins.plugins.ansibleevents.build.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Functions;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.ansibleevents.access.StateDirectory;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What the jobs of this Jenkins have done to each host. Users see what was done by jobs that they may read, in builds that are
 * still there ({@link ShownEntries}). Once a day what is too old is removed, and what deleted jobs have left.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class HostHistory extends AsyncPeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(HostHistory.class.getName());

    private @CheckForNull HostFiles files;
    private @CheckForNull JobMoves moves;

    public HostHistory() {
        super("Removal of hosts of Ansible runs that had no run for long");
    }

    public static HostHistory get() {
        return ExtensionList.lookupSingleton(HostHistory.class);
    }

    /** Made when it is needed: the home of Jenkins is known then. */
    private synchronized HostFiles files() {
        HostFiles known = files;
        if (known == null) {
            known = new HostFiles(StateDirectory.hosts());
            files = known;
        }
        return known;
    }

    /** Adds a run that has ended. */
    public void add(Run<?, ?> build, RunPast run) throws IOException {
        JobRunsAction.mark(build);
        files().add(build.getParent().getFullName(), build.getNumber(), run);
    }

    /** Whether anything was done to any host. */
    boolean isAny() {
        return files().isAny();
    }

    /** What was done to a host by the jobs that the present user may read, the youngest first, as many as a host keeps. */
    List<HostEntry> entries(String host) throws IOException {
        return new ShownEntries(moves())
                .of(files().entries(host))
                .limit(HostFiles.KEPT)
                .toList();
    }

    /**
     * The newest entry of each host that the present user may see, by a part of its name.
     *
     * @param limit the most hosts
     */
    List<HostEntry> find(String part, int limit) throws IOException {
        var shown = new ShownEntries(moves());
        var found = new ArrayList<HostEntry>();
        var hosts = files().find(part).iterator();
        while (hosts.hasNext() && found.size() < limit) {
            shown.of(hosts.next()).findFirst().ifPresent(found::add);
        }
        return found;
    }

    private synchronized JobMoves moves() {
        JobMoves known = moves;
        if (known == null) {
            known = new JobMoves(StateDirectory.hosts());
            moves = known;
        }
        return known;
    }

    /** Whether the present user may see what the runs of a job did. */
    static boolean mayReadRuns(Job<?, ?> job) {
        return !Functions.isArtifactsPermissionEnabled() || job.hasPermission(Run.ARTIFACTS);
    }

    /** Removes the entries of a build that is deleted. Its directory is still there: its history names the hosts. */
    @Extension
    public static final class Deletions extends RunListener<Run<?, ?>> {

        @Override
        public void onDeleted(Run<?, ?> build) {
            try {
                for (RunPast run : HistoryFile.read(build.getRootDir().toPath())) {
                    get().files().remove(build.getNumber(), run);
                }
            } catch (IOException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "The deleted build " + build.getFullDisplayName() + " is still in files of "
                                + StateDirectory.hosts() + ": no page shows it, remove its lines by hand");
            }
        }
    }

    /** Keeps the entries of a job that gets another name, or another folder; gives up those of a job that is deleted. */
    @Extension
    public static final class Moves extends ItemListener {

        /** Those that had a run, which nobody can see any more when they are deleted. */
        private final Set<Job<?, ?>> leaving =
                Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

        @Override
        public void onCheckDelete(Item item) {
            if (item instanceof Job<?, ?> job && JobRunsAction.isMarked(job)) {
                leaving.add(job);
            }
        }

        /** Jenkins deletes a job without deleting its builds one by one. */
        @Override
        public void onDeleted(Item item) {
            if (item instanceof Job<?, ?> job && leaving.remove(job)) {
                try {
                    get().moves().addDeletion(System.currentTimeMillis(), job.getFullName());
                } catch (IOException e) {
                    LOGGER.log(
                            Level.WARNING,
                            e,
                            () -> "The deleted job " + job.getFullName() + " is still in files of "
                                    + StateDirectory.hosts() + ": no page shows it, remove its lines by hand");
                }
            }
        }

        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            if (item instanceof Job<?, ?> job && JobRunsAction.isMarked(job)) {
                try {
                    get().moves().add(System.currentTimeMillis(), oldFullName, newFullName);
                } catch (IOException e) {
                    LOGGER.log(
                            Level.WARNING, e, () -> "Cannot note that " + oldFullName + " is " + newFullName + " now");
                }
            }
        }
    }

    @Override
    public long getRecurrencePeriod() {
        return DAY;
    }

    @Override
    protected void execute(TaskListener listener) throws IOException {
        files().prune(Instant.now());
        JobMoves.Deleted deleted = moves().deleted();
        if (!deleted.isNone()) {
            files().removeIf(deleted);
            moves().forget(deleted);
        }
    }
}
