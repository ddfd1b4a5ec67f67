package io.jenkins.plugins.ansibleevents.emitter;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** PLAIN: user name and password, in clear text. */
@Restricted(NoExternalUse.class)
public final class ZeroMqPlainConfig implements Describable<ZeroMqPlainConfig> {

    private final String credentialsId;

    /**
     * Names the login.
     *
     * @param credentialsId a user name and its password
     */
    @DataBoundConstructor
    public ZeroMqPlainConfig(String credentialsId) {
        this.credentialsId = EmitterConfig.orEmpty(credentialsId);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    SettingsBuilder settings(EmitterCredentials credentials) throws SettingsException {
        var settings = new SettingsBuilder();
        if (!credentialsId.isEmpty()) {
            EmitterCredentials.Login login = credentials.login(credentialsId);
            settings.text("username", login.username()).secret("password", login.password());
        }
        return settings;
    }

    @Extension
    @Symbol("zeroMqPlain")
    public static final class DescriptorImpl extends Descriptor<ZeroMqPlainConfig> {

        @Override
        public String getDisplayName() {
            return Messages.ZeroMqPlainConfig_displayName();
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value) {
            return CredentialsChoice.check(null, value);
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CredentialsChoice.forSystem(credentialsId, StandardUsernamePasswordCredentials.class);
        }
    }
}
