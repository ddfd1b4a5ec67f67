package io.jenkins.plugins.ansibleevents.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.ansibleevents.build.view.RunDocuments;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The documents of the runs of a build, by ident. */
@Restricted(NoExternalUse.class)
public final class RunApi {

    private final Run<?, ?> build;

    RunApi(Run<?, ?> build) {
        this.build = build;
    }

    /** The documents of a run; null when the build has none of this ident. */
    @CheckForNull
    public RunDocuments getDynamic(String ident) {
        PlaybookRunsAction runs = build.getAction(PlaybookRunsAction.class);
        return runs == null || runs.getRun(ident) == null ? null : documents(build, ident);
    }

    /** The documents of a run that the build has. */
    static RunDocuments documents(Run<?, ?> build, String ident) {
        return new RunDocuments(
                ident,
                RunArchive.recording(ident),
                RunArtifacts.directory(build, ident),
                RunArtifacts.areAllowed(build));
    }
}
