package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The signature of Gitea and Forgejo: {@code X-Gitea-Signature}. The id of a delivery is in {@code X-Gitea-Delivery}.
 */
@Restricted(NoExternalUse.class)
public final class GiteaSignature extends SecretAuthentication {

    @DataBoundConstructor
    public GiteaSignature(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "gitea";
    }

    @Override
    public List<String> sampleHeaders() {
        return List.of(
                Samples.hmac("X-Gitea-Signature: ", Samples.BODY, "sha256"),
                "X-Gitea-Delivery: $(openssl rand -hex 16)");
    }

    @Extension
    @Symbol("gitea")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.GiteaSignature_displayName();
        }
    }
}
