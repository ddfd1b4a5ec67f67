package io.jenkins.plugins.ansibleevents.build.history;

import hudson.model.Action;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A build says by this action which runs it had. */
@Restricted(NoExternalUse.class)
public interface KnownRuns extends Action {

    /** Whether the build has a run of this ident that has ended. */
    boolean knows(String ident);
}
