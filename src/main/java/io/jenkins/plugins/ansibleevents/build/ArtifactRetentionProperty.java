package io.jenkins.plugins.ansibleevents.build;

import hudson.Extension;
import hudson.model.Job;
import jenkins.model.OptionalJobProperty;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The {@link ArtifactRetention} of one job, instead of that of this Jenkins. */
@Restricted(NoExternalUse.class)
public final class ArtifactRetentionProperty extends OptionalJobProperty<Job<?, ?>> {

    private int days;
    private int builds;

    @DataBoundConstructor
    public ArtifactRetentionProperty() {
        // what is not set has no limit
    }

    public int getDays() {
        return days;
    }

    /** Sets the oldest build that keeps the files, in days; 0 for no limit. */
    @DataBoundSetter
    public void setDays(int days) {
        this.days = new ArtifactRetention(days, 0).days();
    }

    public int getBuilds() {
        return builds;
    }

    /** Sets how many builds keep the files; 0 for no limit. */
    @DataBoundSetter
    public void setBuilds(int builds) {
        this.builds = new ArtifactRetention(0, builds).builds();
    }

    ArtifactRetention retention() {
        return new ArtifactRetention(days, builds);
    }

    @Extension
    @Symbol("ansibleArtifacts")
    public static final class DescriptorImpl extends OptionalJobPropertyDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.ArtifactRetentionProperty_displayName();
        }
    }
}
