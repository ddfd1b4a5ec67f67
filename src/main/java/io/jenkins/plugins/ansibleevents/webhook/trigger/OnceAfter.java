package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.Extension;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** The first message opens the window; at its end one build for all messages that came. */
@Restricted(NoExternalUse.class)
public final class OnceAfter extends WindowGrouping {

    @DataBoundConstructor
    public OnceAfter(String within) {
        super(within);
    }

    @Override
    void addTo(SettingsBuilder rule) {
        rule.section(
                "throttle", new SettingsBuilder().text("onceAfter", getWithin()).text("key", getKey()));
    }

    /** Describes the grouping in forms. */
    @Extension
    @Symbol("onceAfter")
    public static final class DescriptorImpl extends WindowDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.OnceAfter_displayName();
        }
    }
}
