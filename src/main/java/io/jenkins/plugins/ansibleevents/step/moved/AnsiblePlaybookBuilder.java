package io.jenkins.plugins.ansibleevents.step.moved;

import hudson.Extension;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A playbook. */
@Restricted(NoExternalUse.class)
public final class AnsiblePlaybookBuilder extends MovedBuilder {

    @DataBoundConstructor
    public AnsiblePlaybookBuilder(Map<String, Object> options) {
        super(options);
    }

    @Override
    AnsibleRunBuilder work(MovedOptions named, UnaryOperator<String> expansion) {
        return new AnsibleRunBuilder(named.text("playbook", expansion));
    }

    /** Describes the build step. */
    @Extension
    public static final class DescriptorImpl extends MovedBuilderDescriptor {}
}
