package io.jenkins.plugins.ansibleevents.step.moved;

import hudson.AbortException;
import hudson.Extension;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** The vault, which is refused with the lines that replace it. */
@Restricted(NoExternalUse.class)
public final class AnsibleVaultBuilder extends MovedBuilder {

    @DataBoundConstructor
    public AnsibleVaultBuilder(Map<String, Object> options) {
        super(options);
    }

    @Override
    AnsibleRunBuilder work(MovedOptions named, UnaryOperator<String> expansion) throws AbortException {
        throw VaultWork.refused(named, expansion);
    }

    /** Describes the build step. */
    @Extension
    public static final class DescriptorImpl extends MovedBuilderDescriptor {}
}
