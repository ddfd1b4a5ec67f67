package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** Bitbucket's signature: {@code X-Hub-Signature}. The id of a delivery is in {@code X-Request-UUID}. */
@Restricted(NoExternalUse.class)
public final class BitbucketSignature extends SecretAuthentication {

    @DataBoundConstructor
    public BitbucketSignature(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "bitbucket";
    }

    @Override
    public List<String> sampleHeaders() {
        return List.of(
                Samples.hmac("X-Hub-Signature: sha256=", Samples.BODY, "sha256"),
                "X-Request-UUID: $(openssl rand -hex 16)");
    }

    @Extension
    @Symbol("bitbucket")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.BitbucketSignature_displayName();
        }
    }
}
