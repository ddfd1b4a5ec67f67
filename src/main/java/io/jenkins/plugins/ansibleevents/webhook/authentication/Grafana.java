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

/** The signature of Grafana's webhook contact point. */
@Restricted(NoExternalUse.class)
public final class Grafana extends SecretAuthentication {

    private String timestampHeader = "";

    @DataBoundConstructor
    public Grafana(String credentialsId) {
        super(credentialsId);
    }

    public String getTimestampHeader() {
        return timestampHeader;
    }

    @DataBoundSetter
    public void setTimestampHeader(String timestampHeader) {
        this.timestampHeader = Util.fixNull(timestampHeader).strip();
    }

    @Override
    protected String scheme() {
        return "grafana";
    }

    @Override
    protected void addTo(SettingsBuilder settings) throws SettingsException {
        super.addTo(settings);
        settings.text("timestampHeader", timestampHeader);
    }

    @Override
    public List<String> sampleHeaders() {
        String field = "X-Grafana-Alerting-Signature: ";
        return timestampHeader.isEmpty()
                ? List.of(Samples.hmac(field, Samples.BODY, "sha256"))
                : List.of(timestampHeader + ": $NOW", Samples.hmac(field, "$NOW:" + Samples.BODY, "sha256"));
    }

    @Override
    public List<String> sampleLines() {
        return timestampHeader.isEmpty() ? List.of() : List.of(Samples.NOW);
    }

    @Extension
    @Symbol("grafana")
    public static final class DescriptorImpl extends SecretDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.Grafana_displayName();
        }
    }
}
