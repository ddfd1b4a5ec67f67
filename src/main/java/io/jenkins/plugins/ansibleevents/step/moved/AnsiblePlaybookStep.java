package io.jenkins.plugins.ansibleevents.step.moved;

import hudson.Extension;
import io.jenkins.plugins.ansibleevents.step.PipelineOptions;
import java.util.function.UnaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The Pipeline step {@code ansiblePlaybook}. */
@Restricted(NoExternalUse.class)
public final class AnsiblePlaybookStep extends MovedStep {

    private static final String NAME = "ansiblePlaybook";

    @DataBoundConstructor
    public AnsiblePlaybookStep(String playbook) {
        super(NAME);
        put("playbook", playbook);
    }

    @Override
    PipelineOptions work(MovedOptions named, UnaryOperator<String> expansion) {
        return new PipelineOptions(named.text("playbook", expansion));
    }

    @DataBoundSetter
    public void setLimit(String limit) {
        put("limit", limit);
    }

    @DataBoundSetter
    public void setTags(String tags) {
        put("tags", tags);
    }

    @DataBoundSetter
    public void setSkippedTags(String skippedTags) {
        put("skippedTags", skippedTags);
    }

    @DataBoundSetter
    public void setStartAtTask(String startAtTask) {
        put("startAtTask", startAtTask);
    }

    @DataBoundSetter
    public void setCheckMode(boolean checkMode) {
        put("checkMode", checkMode);
    }

    @DataBoundSetter
    public void setSudo(boolean sudo) {
        put("sudo", sudo);
    }

    @DataBoundSetter
    public void setSudoUser(String sudoUser) {
        put("sudoUser", sudoUser);
    }

    @DataBoundSetter
    public void setDisableHostKeyChecking(boolean disableHostKeyChecking) {
        put("disableHostKeyChecking", disableHostKeyChecking);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends MovedStepDescriptor {

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.AnsiblePlaybookStep_displayName();
        }
    }
}
