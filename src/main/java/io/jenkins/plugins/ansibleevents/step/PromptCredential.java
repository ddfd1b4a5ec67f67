package io.jenkins.plugins.ansibleevents.step;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import io.jenkins.plugins.ansibleevents.engine.playbook.PromptExpression;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The answer to a prompt, which is a credential. */
@Restricted(NoExternalUse.class)
public final class PromptCredential implements Describable<PromptCredential>, Serializable {

    private static final long serialVersionUID = 1L;

    private final String pattern;
    private final String credentialsId;

    /**
     * Names an answer.
     *
     * @param pattern a regular expression, as Python reads it, that is searched in what Ansible shows
     * @param credentialsId secret text, a secret file, or the password of a login; empty to press Enter only
     */
    @DataBoundConstructor
    public PromptCredential(String pattern, String credentialsId) {
        this.pattern = Texts.orEmpty(pattern);
        this.credentialsId = Texts.orEmpty(credentialsId);
    }

    public String getPattern() {
        return pattern;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** Whether nothing was entered. */
    boolean isBlank() {
        return pattern.isEmpty() && credentialsId.isEmpty();
    }

    @Extension
    @Symbol("promptAnswer")
    public static final class DescriptorImpl extends Descriptor<PromptCredential> {

        @Override
        public String getDisplayName() {
            return Messages.PromptCredential_displayName();
        }

        @POST
        public FormValidation doCheckPattern(@AncestorInPath Item item, @QueryParameter String value) {
            return FormAccess.of(item).check(() -> PromptExpression.problem(value)
                    .map(problem -> FormValidation.error(Messages.PromptCredential_noExpression(problem)))
                    .orElseGet(FormValidation::ok));
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
