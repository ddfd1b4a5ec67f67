package io.jenkins.plugins.ansibleevents.webhook;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns when messages can neither be accepted nor handled, or when an endpoint or a trigger is unusable. */
@Extension
@Symbol("ansibleEventsSourceDown")
@Restricted(NoExternalUse.class)
public final class SourceDownMonitor extends AdministrativeMonitor {

    @Override
    public String getDisplayName() {
        return Messages.SourceDownMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getProblem().isEmpty() || !getProblems().isEmpty();
    }

    public String getProblem() {
        return WebhookService.get().sourceProblem();
    }

    public Map<String, String> getProblems() {
        return WebhookService.get().problems();
    }
}
