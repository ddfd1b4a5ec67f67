package io.jenkins.plugins.ansibleevents.step.moved;

import hudson.AbortException;
import hudson.Extension;
import io.jenkins.plugins.ansibleevents.step.PipelineOptions;
import java.util.function.UnaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The Pipeline step {@code ansibleVault}, which is refused with the lines that replace it. */
@Restricted(NoExternalUse.class)
public final class AnsibleVaultStep extends MovedStep {

    private static final String NAME = "ansibleVault";

    @DataBoundConstructor
    public AnsibleVaultStep() {
        super(NAME);
    }

    @Override
    PipelineOptions work(MovedOptions named, UnaryOperator<String> expansion) throws AbortException {
        throw VaultWork.refused(named, expansion);
    }

    @DataBoundSetter
    public void setAction(String action) {
        put("action", action);
    }

    /** Not kept: it is what the vault would hide. */
    @DataBoundSetter
    public void setContent(String content) {}

    @DataBoundSetter
    public void setInput(String input) {
        put("input", input);
    }

    @DataBoundSetter
    public void setOutput(String output) {
        put("output", output);
    }

    @DataBoundSetter
    public void setNewVaultCredentialsId(String newVaultCredentialsId) {
        put("newVaultCredentialsId", newVaultCredentialsId);
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
            return Messages.AnsibleVaultStep_displayName();
        }
    }
}
