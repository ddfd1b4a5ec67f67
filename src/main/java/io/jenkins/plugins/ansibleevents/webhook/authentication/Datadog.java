package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A webhook of Datadog, which can send custom headers or a login in its URL. */
@Restricted(NoExternalUse.class)
public final class Datadog extends LoginAuthentication {

    @DataBoundConstructor
    public Datadog(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "datadog";
    }

    @Extension
    @Symbol("datadog")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.Datadog_displayName();
        }
    }
}
