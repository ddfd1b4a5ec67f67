package io.jenkins.plugins.ansibleevents.emitter;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
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

/** A request header: its prefix, such as {@code Bearer }, and the credential that follows it. */
@Restricted(NoExternalUse.class)
public final class HttpHeaderConfig implements Describable<HttpHeaderConfig> {

    private final String name;
    private String prefix = "";
    private String credentialsId = "";

    @DataBoundConstructor
    public HttpHeaderConfig(String name) {
        this.name = EmitterConfig.orEmpty(name);
    }

    public String getName() {
        return name;
    }

    public String getPrefix() {
        return Util.fixNull(prefix);
    }

    /** Sets the text before the secret, or the whole value when there is no secret. */
    @DataBoundSetter
    public void setPrefix(String prefix) {
        // The blank behind "Bearer" is part of it.
        this.prefix = Util.fixNull(prefix);
    }

    public String getCredentialsId() {
        return EmitterConfig.orEmpty(credentialsId);
    }

    /** Sets the id of the secret; empty for none. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = EmitterConfig.orEmpty(credentialsId);
    }

    Secret value(EmitterCredentials credentials) throws SettingsException {
        if (getCredentialsId().isEmpty()) {
            return Secret.of(getPrefix());
        }
        // Revealed to be joined with its prefix, and a secret again.
        return Secret.of(
                getPrefix() + credentials.secret(getCredentialsId()).reveal().strip());
    }

    @Extension
    @Symbol("httpHeader")
    public static final class DescriptorImpl extends Descriptor<HttpHeaderConfig> {

        @Override
        public String getDisplayName() {
            return Messages.HttpHeaderConfig_displayName();
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return OptionCheck.ofPump("headers", value, new SettingsBuilder().text(value, "any"));
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value) {
            return CredentialsChoice.check(null, value);
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return CredentialsChoice.forSystem(
                    credentialsId,
                    StringCredentials.class,
                    StandardUsernamePasswordCredentials.class,
                    FileCredentials.class);
        }
    }
}
