package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How many messages make one build. */
@Restricted(NoExternalUse.class)
public abstract class EventGrouping implements Describable<EventGrouping>, ExtensionPoint {

    /** Adds {@code throttle} or {@code combine}, or nothing, to the settings of a rule. */
    abstract void addTo(SettingsBuilder rule);
}
