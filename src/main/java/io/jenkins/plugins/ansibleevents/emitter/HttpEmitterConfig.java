package io.jenkins.plugins.ansibleevents.emitter;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.http.BodyForm;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpEmitterType;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code type: http} on the global page: over TCP or a unix socket, as ansible-runner-http sends. */
@Restricted(NoExternalUse.class)
public final class HttpEmitterConfig extends EmitterConfig {

    private static final List<String> FORMS = valuesOf(BodyForm.values());

    private final String url;
    private String socket = "";
    private String path = "";
    private List<HttpHeaderConfig> headers = new ArrayList<>();
    private boolean gzip;
    private String form = "";
    private String signingCredentialsId = "";
    private String method = "";
    private boolean jenkinsProxy = true;
    private String proxy = "";
    private String proxyCredentialsId = "";

    @CheckForNull
    private HttpTlsConfig tls;

    @CheckForNull
    private HttpTimeoutsConfig timeouts;

    /**
     * Names a receiver.
     *
     * @param name the emitter's name
     * @param url where to send to; empty with a unix socket
     */
    @DataBoundConstructor
    public HttpEmitterConfig(String name, String url) {
        super(name);
        this.url = orEmpty(url);
    }

    public String getUrl() {
        return orEmpty(url);
    }

    public String getSocket() {
        return orEmpty(socket);
    }

    /** Sets the path of a unix socket on the controller; empty for TCP. */
    @DataBoundSetter
    public void setSocket(String socket) {
        this.socket = orEmpty(socket);
    }

    public String getPath() {
        return orEmpty(path);
    }

    /** Sets the path of requests over a unix socket. */
    @DataBoundSetter
    public void setPath(String path) {
        this.path = orEmpty(path);
    }

    public List<HttpHeaderConfig> getHeaders() {
        return headers == null ? List.of() : headers;
    }

    @DataBoundSetter
    public void setHeaders(@CheckForNull List<HttpHeaderConfig> headers) {
        this.headers = headers == null ? new ArrayList<>() : new ArrayList<>(headers);
    }

    public boolean isGzip() {
        return gzip;
    }

    @DataBoundSetter
    public void setGzip(boolean gzip) {
        this.gzip = gzip;
    }

    public String getForm() {
        return orEmpty(form);
    }

    /** Sets how messages become bodies; empty for the default. */
    @DataBoundSetter
    public void setForm(String form) {
        this.form = canonical(form, FORMS);
    }

    public String getSigningCredentialsId() {
        return orEmpty(signingCredentialsId);
    }

    /** Sets the key of Standard Webhooks signatures; empty for none. */
    @DataBoundSetter
    public void setSigningCredentialsId(String signingCredentialsId) {
        this.signingCredentialsId = orEmpty(signingCredentialsId);
    }

    public String getMethod() {
        return orEmpty(method);
    }

    /** Sets the method of requests; empty for the default. */
    @DataBoundSetter
    public void setMethod(String method) {
        this.method = canonical(method, HttpEmitterType.METHODS);
    }

    public boolean isJenkinsProxy() {
        return jenkinsProxy;
    }

    /** Sets whether the emitter uses the proxy of Jenkins, unless its own is set. */
    @DataBoundSetter
    public void setJenkinsProxy(boolean jenkinsProxy) {
        this.jenkinsProxy = jenkinsProxy;
    }

    public String getProxy() {
        return orEmpty(proxy);
    }

    /** Sets the URL of a proxy for this emitter alone. */
    @DataBoundSetter
    public void setProxy(String proxy) {
        this.proxy = orEmpty(proxy);
    }

    public String getProxyCredentialsId() {
        return orEmpty(proxyCredentialsId);
    }

    /** Sets the login at that proxy; empty for a proxy without login. */
    @DataBoundSetter
    public void setProxyCredentialsId(String proxyCredentialsId) {
        this.proxyCredentialsId = orEmpty(proxyCredentialsId);
    }

    @CheckForNull
    public HttpTlsConfig getTls() {
        return tls;
    }

    /** Sets TLS; null for the default. */
    @DataBoundSetter
    public void setTls(@CheckForNull HttpTlsConfig tls) {
        this.tls = tls;
    }

    @CheckForNull
    public HttpTimeoutsConfig getTimeouts() {
        return timeouts;
    }

    /** Sets the longest waits; null for the default. */
    @DataBoundSetter
    public void setTimeouts(@CheckForNull HttpTimeoutsConfig timeouts) {
        this.timeouts = timeouts;
    }

    @Override
    protected void addTo(SettingsBuilder options, EmitterCredentials credentials) throws SettingsException {
        options.text("url", getUrl())
                .text("socket", getSocket())
                .text("path", getPath())
                .text("method", getMethod())
                .text("form", getForm())
                .flag("gzip", gzip)
                .sectionIfAny("headers", headers(credentials));
        if (!getSigningCredentialsId().isEmpty()) {
            options.secret("signingSecret", credentials.secret(getSigningCredentialsId()));
        }
        if (tls != null) {
            options.section("tls", tls.settings(credentials));
        }
        if (timeouts != null) {
            options.section("timeouts", timeouts.settings());
        }
        addProxy(options, credentials);
    }

    private SettingsBuilder headers(EmitterCredentials credentials) throws SettingsException {
        var settings = new SettingsBuilder();
        var names = new HashSet<String>();
        for (HttpHeaderConfig header : getHeaders()) {
            if (!names.add(header.getName().toLowerCase(Locale.ROOT))) {
                throw new SettingsException(
                        "emitter " + getName() + ": headers." + header.getName() + ": is there twice");
            }
            settings.secret(header.getName(), header.value(credentials));
        }
        return settings;
    }

    private void addProxy(SettingsBuilder options, EmitterCredentials credentials) throws SettingsException {
        if (!getProxy().isEmpty()) {
            var own = new SettingsBuilder().text("url", getProxy());
            if (!getProxyCredentialsId().isEmpty()) {
                EmitterCredentials.Login login = credentials.login(getProxyCredentialsId());
                own.text("username", login.username()).secret("password", login.password());
            }
            options.section("proxy", own);
        } else {
            jenkinsProxy().ifPresent(proxyOfJenkins -> options.section("proxy", proxyOfJenkins.settings()));
        }
    }

    private Optional<JenkinsProxy> jenkinsProxy() {
        return jenkinsProxy && getProxy().isEmpty() ? receiver().flatMap(JenkinsProxy::to) : Optional.empty();
    }

    /** The receiver's host; empty for a unix socket, and for a URL that the engine's reader will refuse. */
    private Optional<String> receiver() {
        return getSocket().isEmpty() ? host(getUrl()) : Optional.empty();
    }

    private static Optional<String> host(String url) {
        return Optional.ofNullable(HttpUrl.parse(url)).map(HttpUrl::host);
    }

    @Override
    protected DestinationPolicy destinations(OutboundPolicy policy) {
        DestinationPolicy direct = super.destinations(policy);
        Optional<String> proxyHost = getProxy().isEmpty() ? jenkinsProxy().map(JenkinsProxy::host) : host(getProxy());
        return proxyHost.isEmpty() || receiver().isEmpty()
                ? direct
                : JenkinsProxy.policy(proxyHost.get(), receiver().get(), policy);
    }

    /** Describes HTTP emitters. */
    @Extension
    @Symbol("http")
    public static final class DescriptorImpl extends EmitterDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.HttpEmitterConfig_displayName();
        }

        @Override
        public EmitterType type() {
            return new HttpEmitterType();
        }

        /** A unix socket replaces the URL. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String value, @QueryParameter String socket) {
            return check("url", new SettingsBuilder().text("url", value).text("socket", socket));
        }

        @POST
        public FormValidation doCheckPath(@QueryParameter String value) {
            return check(
                    "path",
                    new SettingsBuilder().text("socket", "receiver.sock").text("path", value));
        }

        @POST
        public FormValidation doCheckProxy(@QueryParameter String value) {
            return OptionCheck.ofHttp("proxy", new SettingsBuilder().text("proxy", value));
        }

        @POST
        public ListBoxModel doFillFormItems(@QueryParameter String form) {
            return OptionChoice.of(form, FORMS, DescriptorImpl::formLabel);
        }

        private static String formLabel(String form) {
            return switch (form) {
                case "ndjson" -> Messages.HttpEmitterConfig_ndjson();
                case "cloudevents" -> Messages.HttpEmitterConfig_cloudEvents();
                default -> Messages.HttpEmitterConfig_json();
            };
        }

        @POST
        public ListBoxModel doFillMethodItems(@QueryParameter String method) {
            return OptionChoice.of(method, HttpEmitterType.METHODS, label -> label);
        }

        @POST
        public FormValidation doCheckSigningCredentialsId(@QueryParameter String value) {
            return CredentialsChoice.check(null, value);
        }

        @POST
        public ListBoxModel doFillSigningCredentialsIdItems(@QueryParameter String signingCredentialsId) {
            return CredentialsChoice.forSystem(signingCredentialsId, StringCredentials.class);
        }

        @POST
        public FormValidation doCheckProxyCredentialsId(@QueryParameter String value) {
            return CredentialsChoice.check(null, value);
        }

        @POST
        public ListBoxModel doFillProxyCredentialsIdItems(@QueryParameter String proxyCredentialsId) {
            return CredentialsChoice.forSystem(proxyCredentialsId, StandardUsernamePasswordCredentials.class);
        }
    }
}
