package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.Extension;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** The first message starts a build at once; further ones within the time start nothing. */
@Restricted(NoExternalUse.class)
public final class OnceWithin extends WindowGrouping {

    @DataBoundConstructor
    public OnceWithin(String within) {
        super(within);
    }

    @Override
    void addTo(SettingsBuilder rule) {
        rule.section(
                "throttle",
                new SettingsBuilder().text("onceWithin", getWithin()).text("key", getKey()));
    }

    /** Describes the grouping in forms. */
    @Extension
    @Symbol("onceWithin")
    public static final class DescriptorImpl extends WindowDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.OnceWithin_displayName();
        }
    }
}
