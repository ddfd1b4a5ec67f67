package io.jenkins.plugins.ansibleevents.step.moved;

import hudson.AbortException;
import hudson.Extension;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** One module on the hosts of a pattern. */
@Restricted(NoExternalUse.class)
public final class AnsibleAdHocCommandBuilder extends MovedBuilder {

    @DataBoundConstructor
    public AnsibleAdHocCommandBuilder(Map<String, Object> options) {
        super(options);
    }

    @Override
    AnsibleRunBuilder work(MovedOptions named, UnaryOperator<String> expansion) throws AbortException {
        MovedModule module = MovedModule.of(named, expansion);
        var run = new AnsibleRunBuilder(module.title());
        module.setOn(run, named.step());
        return run;
    }

    /** Describes the build step. */
    @Extension
    public static final class DescriptorImpl extends MovedBuilderDescriptor {}
}
