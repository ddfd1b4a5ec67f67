package io.jenkins.plugins.ansibleevents.webhook.authentication;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The Standard Webhooks specification: id, timestamp and body are signed. */
@Restricted(NoExternalUse.class)
public final class StandardWebhooks extends SecretAuthentication {

    private String tolerance = "";

    @DataBoundConstructor
    public StandardWebhooks(String credentialsId) {
        super(credentialsId);
    }

    public String getTolerance() {
        return tolerance;
    }

    @DataBoundSetter
    public void setTolerance(String tolerance) {
        this.tolerance = Util.fixNull(tolerance).strip();
    }

    @Override
    protected String scheme() {
        return "standardWebhooks";
    }

    @Override
    protected void addTo(SettingsBuilder settings) throws SettingsException {
        super.addTo(settings);
        settings.text("tolerance", tolerance);
    }

    @Override
    public List<String> sampleHeaders() {
        return Samples.standardWebhooksHeaders();
    }

    @Override
    public List<String> sampleLines() {
        return Samples.standardWebhooksLines();
    }

    @Extension
    @Symbol("standardWebhooks")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.StandardWebhooks_displayName();
        }
    }
}
