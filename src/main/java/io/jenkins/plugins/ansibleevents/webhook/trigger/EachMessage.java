package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.Extension;
import hudson.model.Descriptor;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** Every message is a build of its own. */
@Restricted(NoExternalUse.class)
public final class EachMessage extends EventGrouping {

    @DataBoundConstructor
    public EachMessage() {
        // nothing to set
    }

    @Override
    void addTo(SettingsBuilder rule) {
        // A rule without a grouping runs for each message.
    }

    /** Describes the grouping in forms. */
    @Extension(ordinal = 100)
    @Symbol("each")
    public static final class DescriptorImpl extends Descriptor<EventGrouping> {

        @Override
        public String getDisplayName() {
            return Messages.EachMessage_displayName();
        }
    }
}
