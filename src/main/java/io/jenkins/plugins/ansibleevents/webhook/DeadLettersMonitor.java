package io.jenkins.plugins.ansibleevents.webhook;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns of dead letters, which wait for a decision. */
@Extension
@Symbol("ansibleEventsDeadLetters")
@Restricted(NoExternalUse.class)
public final class DeadLettersMonitor extends AdministrativeMonitor {

    @Override
    public String getDisplayName() {
        return Messages.DeadLettersMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return getNumber() > 0;
    }

    /** How many dead letters there are; 0 also when the broker does not report it. */
    public long getNumber() {
        return WebhookService.get().depth().dead().orElse(0);
    }
}
