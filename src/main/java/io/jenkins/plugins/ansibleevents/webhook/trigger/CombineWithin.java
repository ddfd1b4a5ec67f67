package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.Extension;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** One build for all messages of a window, at its end or when there are enough; their hosts are joined. */
@Restricted(NoExternalUse.class)
public final class CombineWithin extends WindowGrouping {

    private int max;

    @DataBoundConstructor
    public CombineWithin(String within) {
        super(within);
    }

    public int getMax() {
        return max;
    }

    /** Sets how many messages make a build before the time is over; 0 for no limit. */
    @DataBoundSetter
    public void setMax(int max) {
        if (max == 1 || max < 0) {
            throw new IllegalArgumentException(Messages.CombineWithin_max(max));
        }
        this.max = max;
    }

    @Override
    void addTo(SettingsBuilder rule) {
        rule.section(
                "combine",
                new SettingsBuilder()
                        .text("within", getWithin())
                        .number("max", max, 0)
                        .text("key", getKey()));
    }

    /** Describes the grouping in forms. */
    @Extension
    @Symbol("combine")
    public static final class DescriptorImpl extends WindowDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.CombineWithin_displayName();
        }
    }
}
