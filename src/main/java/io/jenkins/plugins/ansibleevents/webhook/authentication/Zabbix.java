package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** The script of a Zabbix media type, which can send the secret or sign with {@code hmac}. */
@Restricted(NoExternalUse.class)
public final class Zabbix extends ScriptAuthentication {

    @DataBoundConstructor
    public Zabbix(String credentialsId) {
        super(credentialsId);
    }

    @Override
    protected String scheme() {
        return "zabbix";
    }

    @Override
    protected String sampleSignature() {
        return Samples.hmac("X-Zabbix-Signature: ", Samples.BODY, "sha256");
    }

    @Extension
    @Symbol("zabbix")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.Zabbix_displayName();
        }
    }
}
