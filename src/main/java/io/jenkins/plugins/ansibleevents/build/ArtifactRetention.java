package io.jenkins.plugins.ansibleevents.build;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Job;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How long the files of Ansible runs stay among the artifacts of their builds. A limit of 0 does not count: the files are
 * then kept as long as the build.
 *
 * @param days the age of a build in days
 * @param builds the number of builds of a job, the youngest first
 */
@Restricted(NoExternalUse.class)
public record ArtifactRetention(int days, int builds) {

    /** Where the retention of all jobs is set that have none of their own. */
    public interface Source extends ExtensionPoint {

        ArtifactRetention artifactRetention();
    }

    /** @throws IllegalArgumentException naming the limit, when one is below 0 */
    public ArtifactRetention {
        check("days", days);
        check("builds", builds);
    }

    private static void check(String limit, int number) {
        if (number < 0) {
            throw new IllegalArgumentException(Messages.ArtifactRetention_negative(limit, number));
        }
    }

    /** The retention of a job: its own, or that of this Jenkins. */
    static ArtifactRetention of(Job<?, ?> job) {
        ArtifactRetentionProperty own = job.getProperty(ArtifactRetentionProperty.class);
        return own == null ? ExtensionList.lookupSingleton(Source.class).artifactRetention() : own.retention();
    }

    boolean isUnlimited() {
        return days == 0 && builds == 0;
    }
}
