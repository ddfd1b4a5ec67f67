package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** An outbound REST message of ServiceNow, which can send the secret or sign with {@code generateMac}. */
@Restricted(NoExternalUse.class)
public final class ServiceNow extends ScriptAuthentication {

    @DataBoundConstructor
    public ServiceNow(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "serviceNow";
    }

    @Override
    protected String sampleSignature() {
        return Samples.hmacBase64("X-ServiceNow-Signature: ", Samples.BODY, "sha256");
    }

    @Extension
    @Symbol("serviceNow")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.ServiceNow_displayName();
        }
    }
}
