package io.jenkins.plugins.ansibleevents.webhook.authentication;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.access.SystemCredentials;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code Authorization: Basic base64(user:password)}, RFC 7617. */
@Restricted(NoExternalUse.class)
public final class BasicLogin extends SecretAuthentication {

    @DataBoundConstructor
    public BasicLogin(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "basic";
    }

    @Override
    protected void addTo(SettingsBuilder settings) throws SettingsException {
        var login = SystemCredentials.find(getCredentialsId(), StandardUsernamePasswordCredentials.class);
        settings.text("user", login.getUsername()).secrets("password", secrets());
    }

    @Override
    public List<String> sampleHeaders() {
        return List.of("Authorization: Basic $(printf %s \"$LOGIN:$SECRET\" | openssl base64 -A)");
    }

    @Override
    public List<String> sampleLines() {
        return List.of("LOGIN=\"the user of the credentials\"");
    }

    @Extension
    @Symbol("basic")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.BasicLogin_displayName();
        }

        @Override
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CredentialsChoice.forSystem(credentialsId, StandardUsernamePasswordCredentials.class);
        }
    }
}
