package io.jenkins.plugins.ansibleevents.build;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Computer;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Removes the files of runs that the {@link ArtifactRetention} keeps no longer: daily in all jobs, and in a job after each of
 * its builds with a run. What its {@link PlaybookRunsAction} knows stays with the build.
 *
 * <p>It looks for the files in the directories of builds, where only Jenkins' own artifact manager puts them, and loads no
 * build without such files. Files in a bucket are kept by the rules of the bucket.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class ArtifactRemoval extends AsyncPeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(ArtifactRemoval.class.getName());

    private final InstantSource clock;

    public ArtifactRemoval() {
        this(InstantSource.system());
    }

    ArtifactRemoval(InstantSource clock) {
        super("Removal of artifacts of Ansible runs");
        this.clock = clock;
    }

    @Override
    public long getRecurrencePeriod() {
        return DAY;
    }

    @Override
    public long getInitialDelay() {
        return 10 * MIN;
    }

    @Override
    protected void execute(TaskListener listener) throws InterruptedException {
        for (Job<?, ?> job : Jenkins.get().getAllItems(Job.class)) {
            tryIn(job);
        }
    }

    private void tryIn(Job<?, ?> job) throws InterruptedException {
        try {
            removeIn(job);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot remove old artifacts of Ansible runs of " + job);
        }
    }

    /** Removes what the retention of a job keeps no longer. */
    synchronized void removeIn(Job<?, ?> job) throws IOException, InterruptedException {
        ArtifactRetention retention = ArtifactRetention.of(job);
        if (retention.isUnlimited()) {
            return;
        }
        Instant oldest = clock.instant().minus(Duration.ofDays(retention.days()));
        List<Integer> numbers = youngestFirst(job);
        for (int i = 0; i < numbers.size(); i++) {
            boolean beyond = retention.builds() > 0 && i >= retention.builds();
            if ((beyond || retention.days() > 0) && hasFiles(job, numbers.get(i))) {
                remove(job, numbers.get(i), beyond, retention, oldest);
            }
        }
    }

    private void remove(Job<?, ?> job, int number, boolean beyond, ArtifactRetention retention, Instant oldest)
            throws IOException, InterruptedException {
        Run<?, ?> build = job.getBuildByNumber(number);
        if (build == null || build.isBuilding() || build.isLogUpdated() || build.getWhyKeepLog() != null) {
            return;
        }
        boolean old = retention.days() > 0 && build.getTimeInMillis() < oldest.toEpochMilli();
        PlaybookRunsAction runs = build.getAction(PlaybookRunsAction.class);
        if (runs != null && (old || beyond)) {
            runs.removeFiles(
                    old ? new ArtifactRetention(retention.days(), 0) : new ArtifactRetention(0, retention.builds()),
                    clock.instant());
            LOGGER.fine(() -> "Removed the artifacts of the Ansible runs of " + build);
        }
    }

    private static boolean hasFiles(Job<?, ?> job, int number) {
        return Files.isDirectory(RunArchive.directory(directory(job).resolve(Integer.toString(number))));
    }

    private static List<Integer> youngestFirst(Job<?, ?> job) throws IOException {
        var numbers = new ArrayList<Integer>();
        if (Files.isDirectory(directory(job))) {
            try (var builds = Files.newDirectoryStream(directory(job))) {
                for (Path build : builds) {
                    String name = String.valueOf(build.getFileName());
                    if (name.matches("\\d{1,9}")) {
                        numbers.add(Integer.valueOf(name));
                    }
                }
            }
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers;
    }

    private static Path directory(Job<?, ?> job) {
        return job.getBuildDir().toPath();
    }

    /** Removes the files of older builds when a build has ended, without holding it up. */
    @Extension
    public static final class AfterBuild extends RunListener<Run<?, ?>> {

        @Override
        public void onFinalized(Run<?, ?> build) {
            if (build.getAction(PlaybookRunsAction.class) != null) {
                Computer.threadPoolForRemoting.execute(() -> remove(build.getParent()));
            }
        }

        private static void remove(Job<?, ?> job) {
            try {
                ExtensionList.lookupSingleton(ArtifactRemoval.class).tryIn(job);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
