package io.jenkins.plugins.ansibleevents.step;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The password of one vault id. */
@Restricted(NoExternalUse.class)
public final class VaultCredential implements Describable<VaultCredential>, Serializable {

    private static final long serialVersionUID = 1L;

    private final String label;
    private final String credentialsId;

    /**
     * Names a password.
     *
     * @param label the label in {@code $ANSIBLE_VAULT;1.2;AES256;label}; {@code default} for vaults without one
     * @param credentialsId secret text, a secret file, or the password of a login
     */
    @DataBoundConstructor
    public VaultCredential(String label, String credentialsId) {
        this.label = Texts.orEmpty(label).strip();
        this.credentialsId = Texts.orEmpty(credentialsId);
    }

    public String getLabel() {
        return label;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** Whether nothing was entered. */
    boolean isBlank() {
        return label.isEmpty() && credentialsId.isEmpty();
    }

    @Extension
    @Symbol("vaultCredential")
    public static final class DescriptorImpl extends Descriptor<VaultCredential> {

        @Override
        public String getDisplayName() {
            return Messages.VaultCredential_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsChoice.ofSecrets(item, credentialsId);
        }

        @POST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsChoice.check(item, value);
        }
    }
}
