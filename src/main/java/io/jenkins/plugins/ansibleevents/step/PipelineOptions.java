package io.jenkins.plugins.ansibleevents.step;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AbstractProject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The options of a run in a Pipeline, which finds {@link AnsibleRunStep} by their symbol. They are no
 * {@code SimpleBuildStep}: Jenkins has a step of its own for those, which returns nothing.
 */
@Restricted(NoExternalUse.class)
public final class PipelineOptions extends PlaybookOptions {

    @DataBoundConstructor
    public PipelineOptions(String playbook) {
        super(playbook);
    }

    /** Describes the options; freestyle jobs have {@link AnsibleRunBuilder}. */
    @Extension
    @Symbol("ansibleRun")
    public static final class DescriptorImpl extends PlaybookOptionsDescriptor {

        static DescriptorImpl get() {
            return ExtensionList.lookupSingleton(DescriptorImpl.class);
        }

        @Override
        public boolean isApplicable(@SuppressWarnings("rawtypes") Class<? extends AbstractProject> jobType) {
            return false;
        }
    }
}
