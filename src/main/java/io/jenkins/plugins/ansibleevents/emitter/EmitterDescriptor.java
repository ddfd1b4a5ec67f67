package io.jenkins.plugins.ansibleevents.emitter;

import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.access.FormMistake;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterType;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Describes a kind of emitter. */
public abstract class EmitterDescriptor extends Descriptor<EmitterConfig> {

    /** The engine's type, which reads and checks the options of this kind. */
    public abstract EmitterType type();

    /** Checks one option by the engine's reader, for a {@code doCheck} method. */
    protected final FormValidation check(String option, SettingsBuilder options) {
        return OptionCheck.of(type(), option, options);
    }

    @POST
    public FormValidation doCheckName(@QueryParameter String value) {
        return FormAccess.ofJenkins()
                .check(() -> EmitterSettings.isName(value.strip())
                        ? FormValidation.ok()
                        : FormValidation.error(Messages.EmitterDescriptor_name()));
    }

    @POST
    public FormValidation doCheckInFlight(@QueryParameter String value) {
        return OptionCheck.ofHttp("inFlight", OptionCheck.number("inFlight", value));
    }

    /**
     * Sends one status by the emitter of a form, saved or not; only for administrators, only on request.
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
