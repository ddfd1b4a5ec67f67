package io.jenkins.plugins.ansibleevents.emitter;

import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpSettings.Tls;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** TLS to a receiver, where it is not as usual. */
public final class HttpTlsConfig implements Describable<HttpTlsConfig> {

    private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");

    private String caFile = "";
    private String clientCredentialsId = "";
    private String minVersion = VERSIONS.get(0);
    private boolean http2 = true;

    @DataBoundConstructor
    public HttpTlsConfig() {
        // everything has a default
    }

    public String getCaFile() {
        return caFile;
    }

    /** Sets a PEM file on the controller with the authorities to trust instead of Java's. */
    @DataBoundSetter
    public void setCaFile(String caFile) {
        this.caFile = EmitterConfig.orEmpty(caFile).strip();
    }

    public String getClientCredentialsId() {
        return clientCredentialsId;
    }

    /** Sets the id of our certificate; empty for none. */
    @DataBoundSetter
    public void setClientCredentialsId(String clientCredentialsId) {
        this.clientCredentialsId = EmitterConfig.orEmpty(clientCredentialsId);
    }

    public String getMinVersion() {
        return minVersion;
    }

    /** Sets the lowest version, {@code TLSv1.2} or {@code TLSv1.3}. */
    @DataBoundSetter
    public void setMinVersion(String minVersion) {
        if (!VERSIONS.contains(minVersion)) {
            throw new IllegalArgumentException(
                    "minVersion: must be one of " + String.join(", ", VERSIONS) + ", is \"" + minVersion + "\"");
        }
        this.minVersion = minVersion;
    }

    public boolean isHttp2() {
        return http2;
    }

    /** Sets whether HTTP/2 is offered. */
    @DataBoundSetter
    public void setHttp2(boolean http2) {
        this.http2 = http2;
    }

    /** With the credentials looked up. */
    Tls toTls(String emitter) {
        return new Tls(
                caFile.isEmpty() ? null : Path.of(caFile),
                clientCredentialsId.isEmpty() ? null : SystemCredentials.identity(emitter, clientCredentialsId),
                minVersion,
                http2);
    }

    /** Describes the settings in forms. */
    @Extension
    @Symbol("httpTls")
    public static final class DescriptorImpl extends Descriptor<HttpTlsConfig> {

        @Override
        public String getDisplayName() {
            return Messages.HttpTlsConfig_displayName();
        }

        @POST
        public ListBoxModel doFillClientCredentialsIdItems(@QueryParameter String clientCredentialsId) {
            return CredentialsChoice.forSystem(clientCredentialsId, StandardCertificateCredentials.class);
        }

        /** The versions. */
        @POST
        public ListBoxModel doFillMinVersionItems() {
            var versions = new ListBoxModel();
            VERSIONS.forEach(versions::add);
            return versions;
        }
    }
}
