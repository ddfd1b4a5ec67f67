package io.jenkins.plugins.ansibleevents.step.moved;

import hudson.AbortException;
import hudson.Extension;
import io.jenkins.plugins.ansibleevents.step.PipelineOptions;
import java.util.function.UnaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The Pipeline step {@code ansibleAdhoc}: one module on the hosts of a pattern. */
@Restricted(NoExternalUse.class)
public final class AnsibleAdhocStep extends MovedStep {

    private static final String NAME = "ansibleAdhoc";

    @DataBoundConstructor
    public AnsibleAdhocStep(String hosts) {
        super(NAME);
        put("hosts", hosts);
    }

    @Override
    PipelineOptions work(MovedOptions named, UnaryOperator<String> expansion) throws AbortException {
        MovedModule module = MovedModule.of(named, expansion);
        var run = new PipelineOptions(module.title());
        module.setOn(run, named.step());
        return run;
    }

    @DataBoundSetter
    public void setModule(String module) {
        put("module", module);
    }

    @DataBoundSetter
    public void setModuleArguments(String moduleArguments) {
        put("moduleArguments", moduleArguments);
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
            return Messages.AnsibleAdhocStep_displayName();
        }
    }
}
