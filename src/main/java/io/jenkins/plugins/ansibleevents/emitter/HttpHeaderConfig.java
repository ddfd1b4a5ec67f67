package io.jenkins.plugins.ansibleevents.emitter;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A request header: its prefix, such as {@code Bearer }, and the credential that follows it. */
public final class HttpHeaderConfig implements Describable<HttpHeaderConfig> {

    private final String name;
    private String prefix = "";
    private String credentialsId = "";

    @DataBoundConstructor
    public HttpHeaderConfig(String name) {
        if (name == null || !name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw new IllegalArgumentException("name: \"" + name + "\" is not the name of a header");
        }
        this.name = name;
    }

    public String getName() {
        return name;
    }

    public String getPrefix() {
        return prefix;
    }

    /** Sets what stands before the secret, or the whole value when there is none. */
    @DataBoundSetter
    public void setPrefix(String prefix) {
        this.prefix = EmitterConfig.orEmpty(prefix);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** Sets the id of the secret; empty for none. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = EmitterConfig.orEmpty(credentialsId);
    }

    /** Called by XStream. */
    private Object readResolve() {
        prefix = EmitterConfig.orEmpty(prefix);
        credentialsId = EmitterConfig.orEmpty(credentialsId);
        return this;
    }

    Secret value(String emitter) {
        if (credentialsId.isEmpty()) {
            return Secret.of(prefix);
        }
        // Joined for the header, which takes a secret.
        return Secret.of(prefix
                + SystemCredentials.secret(emitter, credentialsId).reveal().strip());
    }

    /** Describes the header in forms. */
    @Extension
    @Symbol("httpHeader")
    public static final class DescriptorImpl extends Descriptor<HttpHeaderConfig> {

        @Override
        public String getDisplayName() {
            return Messages.HttpHeaderConfig_displayName();
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
