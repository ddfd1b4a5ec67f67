package io.jenkins.plugins.ansibleevents.build;

import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The runs of a build: their lines in {@code build.xml}, and the page that shows them. */
@Restricted(NoExternalUse.class)
public final class PlaybookRunsAction implements RunAction2 {

    private final List<RunSummary> runs = new ArrayList<>();
    private transient Run<?, ?> build;

    /** Adds a run to its build and saves the build; does nothing when the build has a run of this ident. */
    public static void add(Run<?, ?> build, RunSummary summary) throws IOException {
        synchronized (build) {
            PlaybookRunsAction action = build.getAction(PlaybookRunsAction.class);
            if (action == null) {
                action = new PlaybookRunsAction();
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
        build = attachedTo;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        build = loaded;
    }

    public Run<?, ?> getBuild() {
        return build;
    }

    /** The runs in the order of their ends. */
    public List<RunSummary> getRuns() {
        synchronized (build) {
            return List.copyOf(runs);
        }
    }

    /** The artifacts of a run that still exist, as far as the user may see them. */
    public RunArtifacts files(RunSummary run) {
        return RunArtifacts.of(build, run);
    }
}
