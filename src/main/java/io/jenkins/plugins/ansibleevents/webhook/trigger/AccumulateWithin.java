package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.Extension;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** One build when so many messages have come within the time; fewer start nothing. */
@Restricted(NoExternalUse.class)
public final class AccumulateWithin extends WindowGrouping {

    private final int threshold;

    @DataBoundConstructor
    public AccumulateWithin(String within, int threshold) {
        super(within);
        if (threshold < 2) {
            throw new IllegalArgumentException("threshold < 2: " + threshold);
        }
        this.threshold = threshold;
    }

    public int getThreshold() {
        return threshold;
    }

    @Override
    void addTo(SettingsBuilder rule) {
        rule.section(
                "throttle",
                new SettingsBuilder()
                        .text("accumulateWithin", getWithin())
                        .number("threshold", threshold, 0)
                        .text("key", getKey()));
    }

    /** Describes the grouping in forms. */
    @Extension
    @Symbol("accumulateWithin")
    public static final class DescriptorImpl extends WindowDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.AccumulateWithin_displayName();
        }
    }
}
