package io.jenkins.plugins.ansibleevents.emitter;

import hudson.Extension;
import hudson.RelativePath;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** CURVE: the keys by which ZeroMQ peers know each other and encrypt. */
@Restricted(NoExternalUse.class)
public final class ZeroMqCurveConfig implements Describable<ZeroMqCurveConfig> {

    private String serverKey = "";
    private final String publicKey;
    private final String secretKeyCredentialsId;

    /**
     * Names our keys.
     *
     * @param publicKey our public key (Z85)
     * @param secretKeyCredentialsId the id of our secret key
     */
    @DataBoundConstructor
    public ZeroMqCurveConfig(String publicKey, String secretKeyCredentialsId) {
        this.publicKey = EmitterConfig.orEmpty(publicKey);
        this.secretKeyCredentialsId = EmitterConfig.orEmpty(secretKeyCredentialsId);
    }

    public String getServerKey() {
        return EmitterConfig.orEmpty(serverKey);
    }

    /** Sets the receiver's public key (Z85); empty when we bind. */
    @DataBoundSetter
    public void setServerKey(String serverKey) {
        this.serverKey = EmitterConfig.orEmpty(serverKey);
    }

    public String getPublicKey() {
        return publicKey;
    }

    public String getSecretKeyCredentialsId() {
        return secretKeyCredentialsId;
    }

    SettingsBuilder settings(EmitterCredentials credentials) throws SettingsException {
        var settings = new SettingsBuilder().text("serverKey", getServerKey()).text("publicKey", publicKey);
        return secretKeyCredentialsId.isEmpty()
                ? settings
                : settings.secret("secretKey", credentials.secret(secretKeyCredentialsId));
    }

    @Extension
    @Symbol("zeroMqCurve")
    public static final class DescriptorImpl extends Descriptor<ZeroMqCurveConfig> {

        @Override
        public String getDisplayName() {
            return Messages.ZeroMqCurveConfig_displayName();
        }

        /** Only the side that connects has a server key. */
        @POST
        public FormValidation doCheckServerKey(
                @QueryParameter String value, @QueryParameter @RelativePath("..") String bind) {
            return check("serverKey", Boolean.parseBoolean(bind), new SettingsBuilder().text("serverKey", value));
        }

        @POST
        public FormValidation doCheckPublicKey(@QueryParameter String value) {
            return check("publicKey", true, new SettingsBuilder().text("publicKey", value));
        }

        private static FormValidation check(String key, boolean bind, SettingsBuilder curve) {
            return OptionCheck.ofZeroMq(
                    "curve." + key, new SettingsBuilder().flag("bind", bind).section("curve", curve));
        }

        @POST
        public FormValidation doCheckSecretKeyCredentialsId(@QueryParameter String value) {
            return CredentialsChoice.check(null, value);
        }

        @POST
        public ListBoxModel doFillSecretKeyCredentialsIdItems(@QueryParameter String secretKeyCredentialsId) {
            return CredentialsChoice.forSystem(secretKeyCredentialsId, StringCredentials.class, FileCredentials.class);
        }
    }
}
