package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** Slack's signature with the signing secret of an app: {@code X-Slack-Signature}. */
@Restricted(NoExternalUse.class)
public final class SlackSignature extends SecretAuthentication {

    @DataBoundConstructor
    public SlackSignature(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "slack";
    }

    @Override
    public List<String> sampleHeaders() {
        return List.of(
                "X-Slack-Request-Timestamp: $NOW",
                Samples.hmac("X-Slack-Signature: v0=", "v0:$NOW:" + Samples.BODY, "sha256"));
    }

    @Override
    public List<String> sampleLines() {
        return List.of(Samples.NOW);
    }

    @Extension
    @Symbol("slack")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.SlackSignature_displayName();
        }
    }
}
