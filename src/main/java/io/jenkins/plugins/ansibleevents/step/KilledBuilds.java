package io.jenkins.plugins.ansibleevents.step;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Cancels the runs of a build that has ended without them. A Pipeline that is killed hard does not stop its steps, and nobody
 * would see any more what its playbook does.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class KilledBuilds extends RunListener<Run<?, ?>> {

    @Override
    public void onFinalized(Run<?, ?> build) {
        RunsAtShutdown.get().cancelAllOf(build);
    }
}
