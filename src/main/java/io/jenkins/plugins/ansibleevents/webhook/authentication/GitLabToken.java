package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** GitLab's secret token in {@code X-Gitlab-Token}, or its signing token ({@code whsec_...}). */
@Restricted(NoExternalUse.class)
public final class GitLabToken extends SecretAuthentication {

    private boolean signingToken;

    @DataBoundConstructor
    public GitLabToken(String credentialsId) {
        super(credentialsId);
    }

    public boolean isSigningToken() {
        return signingToken;
    }

    @DataBoundSetter
    public void setSigningToken(boolean signingToken) {
        this.signingToken = signingToken;
    }

    @Override
    protected String scheme() {
        return "gitlab";
    }

    @Override
    protected void addTo(SettingsBuilder settings) throws SettingsException {
        settings.secrets(signingToken ? "signingToken" : "secret", secrets());
    }

    @Override
    public List<String> sampleHeaders() {
        return signingToken ? Samples.standardWebhooksHeaders() : List.of("X-Gitlab-Token: $SECRET");
    }

    @Override
    public List<String> sampleLines() {
        return signingToken ? Samples.standardWebhooksLines() : List.of();
    }

    @Extension
    @Symbol("gitlab")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.GitLabToken_displayName();
        }
    }
}
