package io.jenkins.plugins.ansibleevents.webhook.authentication;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Util;
import io.jenkins.plugins.ansibleevents.access.SystemCredentials;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A sender that can send a header field of any name, or a login. A configured header decides which of them; otherwise
 * the kind of the credentials does.
 */
@Restricted(NoExternalUse.class)
public abstract class LoginAuthentication extends SecretAuthentication {

    private String header = "";

    /**
     * Names the secret.
     *
     * @param credentialsId secret text, or a login
     */
    protected LoginAuthentication(String credentialsId) {
        super(credentialsId);
    }

    public final String getHeader() {
        return header;
    }

    /** Sets the header field that holds the secret; empty for {@code Authorization}. */
    @DataBoundSetter
    public final void setHeader(String header) {
        this.header = Util.fixNull(header).strip();
    }

    @Override
    protected void addTo(SettingsBuilder settings) throws SettingsException {
        if (!header.isEmpty()) {
            settings.text("header", header).secrets("secret", secrets());
        } else if (SystemCredentials.any(getCredentialsId()) instanceof StandardUsernamePasswordCredentials login) {
            settings.text("user", login.getUsername()).secrets("password", secrets());
        } else {
            settings.secrets("bearer", secrets());
        }
    }

    @Override
    public List<String> sampleHeaders() {
        return List.of(header.isEmpty() ? "Authorization: Bearer $SECRET" : header + ": $SECRET");
    }
}
