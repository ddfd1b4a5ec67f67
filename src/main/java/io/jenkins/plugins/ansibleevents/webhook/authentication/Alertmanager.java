package io.jenkins.plugins.ansibleevents.webhook.authentication;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import io.jenkins.plugins.ansibleevents.access.SystemCredentials;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** Prometheus Alertmanager, which can send a bearer token (secret text) or a login. */
@Restricted(NoExternalUse.class)
public final class Alertmanager extends SecretAuthentication {

    @DataBoundConstructor
    public Alertmanager(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "alertmanager";
    }

    @Override
    protected void addTo(SettingsBuilder settings) throws SettingsException {
        if (SystemCredentials.any(getCredentialsId()) instanceof StandardUsernamePasswordCredentials login) {
            settings.text("user", login.getUsername()).secrets("password", secrets());
        } else {
            settings.secrets("bearer", secrets());
        }
    }

    @Override
    public List<String> sampleHeaders() {
        return List.of("Authorization: Bearer $SECRET");
    }

    @Extension
    @Symbol("alertmanager")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.Alertmanager_displayName();
        }
    }
}
