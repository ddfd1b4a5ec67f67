package io.jenkins.plugins.ansibleevents.webhook.authentication;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.access.SystemCredentials;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A scheme with a shared secret; while it is rotated, the previous secret is accepted too. */
@Restricted(NoExternalUse.class)
public abstract class SecretAuthentication extends WebhookAuthentication {

    private final String credentialsId;
    private String previousCredentialsId = "";

    /**
     * Names the secret.
     *
     * @param credentialsId secret text, or a login whose password is the secret
     */
    protected SecretAuthentication(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId);
    }

    public final String getCredentialsId() {
        return credentialsId;
    }

    public final String getPreviousCredentialsId() {
        return previousCredentialsId;
    }

    /** Sets the secret that is accepted as well, until all senders use the new one. */
    @DataBoundSetter
    public final void setPreviousCredentialsId(String previousCredentialsId) {
        this.previousCredentialsId = Util.fixNull(previousCredentialsId);
    }

    /** The name of the scheme in the engine's settings. */
    protected abstract String scheme();

    /** Adds the settings of the scheme. */
    protected void addTo(SettingsBuilder settings) throws SettingsException {
        settings.secrets("secret", secrets());
    }

    @Override
    public ObjectNode settings() throws SettingsException {
        var scheme = new SettingsBuilder();
        addTo(scheme);
        return new SettingsBuilder().section(scheme(), scheme).build();
    }

    /** The accepted secrets, at least one. */
    protected final List<Secret> secrets() throws SettingsException {
        var secrets = new ArrayList<Secret>();
        secrets.add(SystemCredentials.secret(credentialsId));
        if (!previousCredentialsId.isEmpty()) {
            secrets.add(SystemCredentials.secret(previousCredentialsId));
        }
        return secrets;
    }

    public abstract static class SecretDescriptor extends Descriptor<WebhookAuthentication> {

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CredentialsChoice.forSystem(
                    credentialsId, StringCredentials.class, StandardUsernamePasswordCredentials.class);
        }

        @POST
        public ListBoxModel doFillPreviousCredentialsIdItems(@QueryParameter String previousCredentialsId) {
            return doFillCredentialsIdItems(previousCredentialsId);
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value) {
            return FormAccess.ofJenkins()
                    .check(() -> value.isEmpty()
                            ? FormValidation.error(Messages.SecretAuthentication_required())
                            : CredentialsChoice.check(null, value));
        }
    }
}
