package io.jenkins.plugins.ansibleevents.emitter;

import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.FormMistake;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Describes a kind of emitter. */
public abstract class EmitterDescriptor extends Descriptor<EmitterConfig> {

    /** Whether it can send several messages together. */
    public boolean canBatch() {
        return false;
    }

    /** Whether several requests may be under way at once. */
    public boolean canSendAtOnce() {
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

    /**
     * Sends one status to what a form says, saved or not; only for administrators, only on request.
     *
     * @param emitter the part of the form that is the emitter, as JSON
     * @param allowedHosts the hosts that the form allows, one on a line
     */
    @POST
    public FormValidation doTest(
            StaplerRequest2 request, @QueryParameter String emitter, @QueryParameter String allowedHosts) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            EmitterConfig config = newInstance(request, JSONObject.fromObject(emitter));
            return EmitterTest.send(config, OutboundPolicy.of(allowedHosts));
        } catch (FormException | IllegalArgumentException | LinkageError e) {
            return FormValidation.error(FormMistake.of(e).getMessage());
        }
    }
}
