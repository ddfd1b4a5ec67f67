package io.jenkins.plugins.ansibleevents.emitter;

import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpEmitterType;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** TLS to a receiver, as far as it differs from the default. */
@Restricted(NoExternalUse.class)
public final class HttpTlsConfig implements Describable<HttpTlsConfig> {

    private String ca = "";
    private String clientCredentialsId = "";
    private String minVersion = "";
    private boolean http2 = true;

    @DataBoundConstructor
    public HttpTlsConfig() {
        // everything has a default
    }

    public String getCa() {
        return EmitterConfig.orEmpty(ca);
    }

    /** Sets a PEM file on the controller with the certificate authorities to trust instead of Java's. */
    @DataBoundSetter
    public void setCa(String ca) {
        this.ca = EmitterConfig.orEmpty(ca);
    }

    public String getClientCredentialsId() {
        return EmitterConfig.orEmpty(clientCredentialsId);
    }

    /** Sets the id of our certificate; empty for none. */
    @DataBoundSetter
    public void setClientCredentialsId(String clientCredentialsId) {
        this.clientCredentialsId = EmitterConfig.orEmpty(clientCredentialsId);
    }

    public String getMinVersion() {
        return EmitterConfig.orEmpty(minVersion);
    }

    /** Sets the lowest version; empty for the default. */
    @DataBoundSetter
    public void setMinVersion(String minVersion) {
        this.minVersion = EmitterConfig.canonical(minVersion, HttpEmitterType.TLS_VERSIONS);
    }

    public boolean isHttp2() {
        return http2;
    }

    /** Sets whether HTTP/2 is offered. */
    @DataBoundSetter
    public void setHttp2(boolean http2) {
        this.http2 = http2;
    }

    SettingsBuilder settings(EmitterCredentials credentials) throws SettingsException {
        var settings = new SettingsBuilder()
                .text("ca", getCa())
                .text("minVersion", getMinVersion())
                .flag("http2", http2);
        if (!getClientCredentialsId().isEmpty()) {
            settings.given("certificate", credentials.certificate(getClientCredentialsId()));
        }
        return settings;
    }

    @Extension
    @Symbol("httpTls")
    public static final class DescriptorImpl extends Descriptor<HttpTlsConfig> {

        @Override
        public String getDisplayName() {
            return Messages.HttpTlsConfig_displayName();
        }

        @POST
        public FormValidation doCheckCa(@QueryParameter String value) {
            return OptionCheck.ofPump("tls", "ca", new SettingsBuilder().text("ca", value));
        }

        @POST
        public FormValidation doCheckClientCredentialsId(@QueryParameter String value) {
            return CredentialsChoice.check(null, value);
        }

        @POST
        public ListBoxModel doFillClientCredentialsIdItems(@QueryParameter String clientCredentialsId) {
            return CredentialsChoice.forSystem(clientCredentialsId, StandardCertificateCredentials.class);
        }

        @POST
        public ListBoxModel doFillMinVersionItems(@QueryParameter String minVersion) {
            return OptionChoice.of(minVersion, HttpEmitterType.TLS_VERSIONS, version -> version);
        }
    }
}
