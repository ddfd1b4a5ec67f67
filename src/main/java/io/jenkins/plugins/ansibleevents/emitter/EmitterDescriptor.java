package io.jenkins.plugins.ansibleevents.emitter;

import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Describes a kind of emitter. */
public abstract class EmitterDescriptor extends Descriptor<EmitterConfig> {

    /** Whether it can send several messages together. */
    public boolean canBatch() {
        return false;
    }

    @POST
    public FormValidation doCheckName(@QueryParameter String value) {
        try {
            EmitterConfig.checkName(value);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(Messages.EmitterDescriptor_name());
        }
    }

    /** Sends one status to what a form says; only for administrators, only on request. */
    protected static FormValidation test(EmitterConfig config, OutboundPolicy policy) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return EmitterTest.send(config, policy);
    }
}
