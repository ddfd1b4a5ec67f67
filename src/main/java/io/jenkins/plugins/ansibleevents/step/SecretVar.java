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

/** An extra variable whose value is a credential. */
@Restricted(NoExternalUse.class)
public final class SecretVar implements Describable<SecretVar>, Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String credentialsId;

    /**
     * Names a variable.
     *
     * @param name the variable's name
     * @param credentialsId secret text, a secret file, or the password of a login
     */
    @DataBoundConstructor
    public SecretVar(String name, String credentialsId) {
        this.name = Texts.orEmpty(name).strip();
        this.credentialsId = Texts.orEmpty(credentialsId);
    }

    public String getName() {
        return name;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** Whether nothing was entered. */
    boolean isBlank() {
        return name.isEmpty() && credentialsId.isEmpty();
    }

    @Extension
    @Symbol("secretVar")
    public static final class DescriptorImpl extends Descriptor<SecretVar> {

        @Override
        public String getDisplayName() {
            return Messages.SecretVar_displayName();
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
