package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** A service hook of Azure DevOps, which can send HTTP headers or a login. */
@Restricted(NoExternalUse.class)
public final class AzureDevOps extends LoginAuthentication {

    @DataBoundConstructor
    public AzureDevOps(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "azureDevOps";
    }

    @Extension
    @Symbol("azureDevOps")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.AzureDevOps_displayName();
        }
    }
}
