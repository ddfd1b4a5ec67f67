package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which messages are dropped during a long outage of a receiver. */
@Restricted(NoExternalUse.class)
public final class SpoolConfig implements Describable<SpoolConfig> {

    private String maxAge = "";
    private long maxBytes;

    @DataBoundConstructor
    public SpoolConfig() {
        // everything has a default
    }

    public String getMaxAge() {
        return EmitterConfig.orEmpty(maxAge);
    }

    /** Sets the age at which undelivered events are dropped; 0 for no limit. */
    @DataBoundSetter
    public void setMaxAge(String maxAge) {
        this.maxAge = EmitterConfig.orEmpty(maxAge);
    }

    public long getMaxBytes() {
        return maxBytes;
    }

    /** Sets how many bytes of a run may wait before its oldest events are dropped; 0 for no limit. */
    @DataBoundSetter
    public void setMaxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    SettingsBuilder settings() {
        return new SettingsBuilder().text("maxAge", getMaxAge()).number("maxBytes", maxBytes);
    }

    @Extension
    @Symbol("emitterSpool")
    public static final class DescriptorImpl extends Descriptor<SpoolConfig> {

        @Override
        public String getDisplayName() {
            return Messages.SpoolConfig_displayName();
        }

        @POST
        public FormValidation doCheckMaxAge(@QueryParameter String value) {
            return OptionCheck.ofPump("spool", "maxAge", new SettingsBuilder().text("maxAge", value));
        }

        @POST
        public FormValidation doCheckMaxBytes(@QueryParameter String value) {
            return OptionCheck.ofPump("spool", "maxBytes", OptionCheck.number("maxBytes", value));
        }
    }
}
