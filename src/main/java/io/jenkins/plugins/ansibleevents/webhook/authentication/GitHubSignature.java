package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** GitHub's signature: {@code X-Hub-Signature-256}. The id of a delivery is in {@code X-GitHub-Delivery}. */
@Restricted(NoExternalUse.class)
public final class GitHubSignature extends SecretAuthentication {

    @DataBoundConstructor
    public GitHubSignature(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "github";
    }

    @Override
    public List<String> sampleHeaders() {
        return List.of(
                Samples.hmac("X-Hub-Signature-256: sha256=", Samples.BODY, "sha256"),
                "X-GitHub-Delivery: $(openssl rand -hex 16)");
    }

    @Extension
    @Symbol("github")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.GitHubSignature_displayName();
        }
    }
}
