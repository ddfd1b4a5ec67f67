package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** The signature of PagerDuty's webhooks of version 3: {@code X-PagerDuty-Signature}. */
@Restricted(NoExternalUse.class)
public final class PagerDutySignature extends SecretAuthentication {

    @DataBoundConstructor
    public PagerDutySignature(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "pagerduty";
    }

    @Override
    public List<String> sampleHeaders() {
        return List.of(Samples.hmac("X-PagerDuty-Signature: v1=", Samples.BODY, "sha256"));
    }

    @Extension
    @Symbol("pagerduty")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.PagerDutySignature_displayName();
        }
    }
}
