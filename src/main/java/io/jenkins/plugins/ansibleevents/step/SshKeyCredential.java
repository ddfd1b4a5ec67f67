package io.jenkins.plugins.ansibleevents.step;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
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

/** One more SSH key of a run; {@code ssh} tries the keys in their order. */
@Restricted(NoExternalUse.class)
public final class SshKeyCredential implements Describable<SshKeyCredential>, Serializable {

    private static final long serialVersionUID = 1L;

    private final String credentialsId;

    /**
     * Names a key.
     *
     * @param credentialsId credentials of the kind "SSH Username with private key"; only the key is used
     */
    @DataBoundConstructor
    public SshKeyCredential(String credentialsId) {
        this.credentialsId = Texts.orEmpty(credentialsId);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** Whether nothing was entered. */
    boolean isBlank() {
        return credentialsId.isEmpty();
    }

    @Extension
    @Symbol("sshKeyCredential")
    public static final class DescriptorImpl extends Descriptor<SshKeyCredential> {

        @Override
        public String getDisplayName() {
            return Messages.SshKeyCredential_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsChoice.forItem(item, credentialsId, SSHUserPrivateKey.class);
        }

        @POST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsChoice.check(item, value);
        }
    }
}
