package io.jenkins.plugins.ansibleevents.build;

import hudson.FilePath;
import hudson.model.Actionable;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The runs of a build: their lines in {@code build.xml}, and the tab that shows them. The build of a tab is not
 * saved; Jenkins sets it again when it loads the build.
 */
@Restricted(NoExternalUse.class)
public final class PlaybookRunsAction extends Tab implements RunAction2 {

    private static final Logger LOGGER = Logger.getLogger(PlaybookRunsAction.class.getName());

    private final List<RunSummary> runs = new ArrayList<>();

    private PlaybookRunsAction(Run<?, ?> build) {
        super(build);
    }

    /** Adds a run to its build and saves the build; does nothing when the build has a run of this ident. */
    public static void add(Run<?, ?> build, RunSummary summary) throws IOException {
        synchronized (build) {
            PlaybookRunsAction action = build.getAction(PlaybookRunsAction.class);
            if (action == null) {
                action = new PlaybookRunsAction(build);
                action.runs.add(summary);
                build.addAction(action);
            } else if (action.knows(summary.getIdent())) {
                return;
            } else {
                action.runs.add(summary);
            }
            build.save();
        }
    }

    private boolean knows(String ident) {
        return runs.stream().anyMatch(run -> run.getIdent().equals(ident));
    }

    @Override
    public String getIconFileName() {
        return "symbol-play-circle-outline plugin-ionicons-api";
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

    /** The runs in the order of their ends. */
    public List<RunSummary> getRuns() {
        synchronized (object) {
            return List.copyOf(runs);
        }
    }

    /**
     * Removes the files of all runs from the directory of the build. The build says first why they are gone, so that no crash
     * leaves it without the reason.
     *
     * @param limit the limit that they are beyond
     */
    void removeFiles(ArtifactRetention limit, Instant now) throws IOException, InterruptedException {
        var build = (Run<?, ?>) object;
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

    /** The artifacts of a run that still exist, as far as the user may see them. */
    public RunArtifacts files(RunSummary run) {
        return RunArtifacts.of((Run<?, ?>) object, run);
    }

    /** The same tab under the name of a host: a tab's name is the title of its page. */
    public Tab named(String host) {
        return new HostTab(object, host);
    }

    private static final class HostTab extends Tab {

        private final String host;

        HostTab(Actionable build, String host) {
            super(build);
            this.host = host;
        }

        @Override
        public String getIconFileName() {
            return null;
        }

        @Override
        public String getDisplayName() {
            return host;
        }

        @Override
        public String getUrlName() {
            return null;
        }
    }
}
