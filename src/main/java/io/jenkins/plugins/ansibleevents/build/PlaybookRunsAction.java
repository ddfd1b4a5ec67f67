package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.build.history.KnownRuns;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import jenkins.model.Tab;
import jenkins.security.stapler.StaplerDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.GET;

/**
 * The runs of a build: their lines in {@code build.xml}, and the tab that shows them. The build of a tab is not
 * saved; Jenkins sets it again when it loads the build.
 */
@Restricted(NoExternalUse.class)
public final class PlaybookRunsAction extends Tab implements RunAction2, KnownRuns {

    private static final Logger LOGGER = Logger.getLogger(PlaybookRunsAction.class.getName());

    private final List<RunSummary> runs = new ArrayList<>();

    private PlaybookRunsAction(Run<?, ?> build) {
        super(build);
    }

    /**
     * Shows a run that begins, or is taken up after a restart, on the pages of its build. The build is not saved: after a crash
     * the end of the run comes with the action.
     */
    public static void began(PlaybookRunInfo run) {
        RunningRuns.began(run);
        synchronized (run.build()) {
            of(run.build());
        }
    }

    /** A run goes on no longer, whether it has ended, could not be started, or is left to itself. */
    public static void gone(String ident) {
        RunningRuns.ended(ident);
    }

    /**
     * Adds a run that has ended to its build and saves the build; does nothing when the build has a run of this ident. Its
     * recording is complete, and still there.
     */
    public static void add(Run<?, ?> build, RunSummary summary) throws IOException {
        RunEnd.note(build, summary); // first: a crash before the build is saved only leads to a second note
        synchronized (build) {
            PlaybookRunsAction action = of(build);
            if (action.knows(summary.getIdent())) {
                return;
            }
            action.runs.add(summary);
            build.save();
        }
    }

    /** A run of a build that has ended; null when the build has none of this ident. */
    @CheckForNull
    public static RunSummary summary(Run<?, ?> build, String ident) {
        PlaybookRunsAction action = build.getAction(PlaybookRunsAction.class);
        return action == null
                ? null
                : action.getRuns().stream()
                        .filter(run -> run.getIdent().equals(ident))
                        .findFirst()
                        .orElse(null);
    }

    private static PlaybookRunsAction of(Run<?, ?> build) {
        PlaybookRunsAction action = build.getAction(PlaybookRunsAction.class);
        if (action == null) {
            action = new PlaybookRunsAction(build);
            build.addAction(action);
        }
        return action;
    }

    @Override
    public boolean knows(String ident) {
        return getRuns().stream().anyMatch(run -> run.getIdent().equals(ident));
    }

    /** None as long as there is nothing to see: the run could not be started. */
    @CheckForNull
    @Override
    public String getIconFileName() {
        return getAll().isEmpty() ? null : "symbol-play-circle-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.PlaybookRunsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "ansible-events";
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        object = attachedTo;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        object = loaded;
    }

    /** The runs that have ended, in the order of their ends. */
    public List<RunSummary> getRuns() {
        synchronized (object) {
            return List.copyOf(runs);
        }
    }

    /** All runs for the pages, in the order of their beginnings as far as that is known, those that go on last. */
    public List<BuildRun> getAll() {
        var all = new ArrayList<BuildRun>();
        getRuns().stream()
                .sorted(Comparator.comparingLong(RunSummary::getStartedMillis))
                .forEach(summary -> all.add(BuildRun.ended(build(), summary)));
        for (RunningRuns.Going going : RunningRuns.of(build())) {
            if (!knows(going.run().ident())) {
                all.add(BuildRun.going(build(), going));
            }
        }
        return all;
    }

    /** The page of a run, at {@code run/<ident>}; null when the build has none of this ident. */
    @CheckForNull
    public BuildRun getRun(String ident) {
        return getAll().stream()
                .filter(run -> run.getIdent().equals(ident))
                .findFirst()
                .orElse(null);
    }

    /** The documents of the runs, at {@code api/<ident>/<name>}. */
    @StaplerDispatchable
    public RunApi getApi() {
        return new RunApi(build());
    }

    /**
     * Leads to a host of the build, from the log and from old addresses: to its failure in a task where that is known, else to
     * everything that happened on it.
     *
     * @param name the host
     * @param run the ident of the run; empty for the last one that the host took part in
     * @param task the task in which it failed, as Ansible displays it; empty for none
     */
    @GET
    public HttpResponse doHost(@QueryParameter String name, @QueryParameter String run, @QueryParameter String task) {
        String address =
                new HostAddress(build(), getAll()).of(Util.fixNull(name), Util.fixNull(run), Util.fixNull(task));
        return HttpResponses.redirectTo(address);
    }

    /** Whether a run goes on: the pages are then looked at again and again. */
    public boolean isGoingOn() {
        return getAll().stream().anyMatch(BuildRun::isGoingOn);
    }

    public Run<?, ?> getBuild() {
        return build();
    }

    private Run<?, ?> build() {
        return (Run<?, ?>) object;
    }

    /**
     * Removes the files of all runs from the directory of the build. The build says first why they are gone, so that no crash
     * leaves it without the reason.
     *
     * @param limit the limit that they are beyond
     */
    void removeFiles(ArtifactRetention limit, Instant now) throws IOException, InterruptedException {
        Run<?, ?> build = build();
        Path directory = RunArchive.directory(build.getRootDir().toPath());
        synchronized (build) {
            runs.forEach(run -> run.filesRemoved(limit, now));
            build.save();
        }
        for (RunSummary run : getRuns()) {
            new FilePath(directory.resolve(run.getIdent()).toFile()).deleteRecursive();
        }
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            LOGGER.log(Level.FINE, e, () -> "other artifacts are in " + directory);
        }
    }
}
