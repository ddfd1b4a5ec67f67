package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpSettings.Timeouts;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The longest waits for a receiver, as far as they differ from the default. */
@Restricted(NoExternalUse.class)
public final class HttpTimeoutsConfig implements Describable<HttpTimeoutsConfig> {

    private String connect = "";
    private String read = "";
    private String write = "";

    @DataBoundConstructor
    public HttpTimeoutsConfig() {
        // everything has a default
    }

    public String getConnect() {
        return EmitterConfig.orEmpty(connect);
    }

    /** Sets the longest wait for a connection. */
    @DataBoundSetter
    public void setConnect(String connect) {
        this.connect = EmitterConfig.orEmpty(connect);
    }

    public String getRead() {
        return EmitterConfig.orEmpty(read);
    }

    /** Sets the longest wait for the next bytes of the answer, or of the TLS handshake. */
    @DataBoundSetter
    public void setRead(String read) {
        this.read = EmitterConfig.orEmpty(read);
    }

    public String getWrite() {
        return EmitterConfig.orEmpty(write);
    }

    /** Sets the longest wait until the next bytes of the request are sent. */
    @DataBoundSetter
    public void setWrite(String write) {
        this.write = EmitterConfig.orEmpty(write);
    }

    SettingsBuilder settings() {
        return new SettingsBuilder()
                .text("connect", getConnect())
                .text("read", getRead())
                .text("write", getWrite());
    }

    @Extension
    @Symbol("httpTimeouts")
    public static final class DescriptorImpl extends Descriptor<HttpTimeoutsConfig> {

        @Override
        public String getDisplayName() {
            return Messages.HttpTimeoutsConfig_displayName();
        }

        /** The defaults, which the form shows in empty fields. */
        public Map<String, String> getDefaults() {
            return Map.of(
                    "connect", Durations.text(Timeouts.DEFAULT.connect()),
                    "read", Durations.text(Timeouts.DEFAULT.read()),
                    "write", Durations.text(Timeouts.DEFAULT.write()));
        }

        @POST
        public FormValidation doCheckConnect(@QueryParameter String value) {
            return check("connect", value);
        }

        @POST
        public FormValidation doCheckRead(@QueryParameter String value) {
            return check("read", value);
        }

        @POST
        public FormValidation doCheckWrite(@QueryParameter String value) {
            return check("write", value);
        }

        private static FormValidation check(String key, String value) {
            return OptionCheck.ofPump("timeouts", key, new SettingsBuilder().text(key, value));
        }
    }
}
