package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code Authorization: Bearer KEY}, RFC 6750. */
@Restricted(NoExternalUse.class)
public final class BearerToken extends SecretAuthentication {

    @DataBoundConstructor
    public BearerToken(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "bearer";
    }

    @Override
    public List<String> sampleHeaders() {
        return List.of("Authorization: Bearer $SECRET");
    }

    @Extension
    @Symbol("bearer")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.BearerToken_displayName();
        }
    }
}
