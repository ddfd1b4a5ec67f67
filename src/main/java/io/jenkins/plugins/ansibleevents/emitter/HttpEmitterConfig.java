package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.http.BodyForm;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpEmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.http.HttpSettings;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Sends messages by HTTP, over TCP or a unix socket, as ansible-runner-http does. */
public final class HttpEmitterConfig extends EmitterConfig {

    private static final List<String> METHODS = List.of("POST", "PUT", "PATCH");

    private final String url;
    private String socket = "";
    private List<HttpHeaderConfig> headers = new ArrayList<>();
    private boolean gzip;
    private String form = BodyForm.JSON.name();
    private String signingCredentialsId = "";
    private String method = METHODS.get(0);
    private boolean jenkinsProxy = true;

    @CheckForNull
    private HttpTlsConfig tls;

    @CheckForNull
    private HttpTimeoutsConfig timeouts;

    /**
     * Names a receiver.
     *
     * @param name the emitter's name
     * @param url where to send to; with a unix socket only its path counts
     */
    @DataBoundConstructor
    public HttpEmitterConfig(String name, String url) {
        super(name);
        HttpUrl parsed = HttpUrl.parse(orEmpty(url));
        if (parsed == null || !parsed.username().isEmpty() || !parsed.password().isEmpty()) {
            throw new IllegalArgumentException(
                    "url: must be a URL such as https://host/path without a password; secrets go into headers");
        }
        this.url = url;
    }

    public String getUrl() {
        return url;
    }

    public String getSocket() {
        return socket;
    }

    /** Sets the path of a unix socket on the controller; empty for TCP. */
    @DataBoundSetter
    public void setSocket(String socket) {
        this.socket = orEmpty(socket).strip();
    }

    public List<HttpHeaderConfig> getHeaders() {
        return headers;
    }

    @DataBoundSetter
    public void setHeaders(List<HttpHeaderConfig> headers) {
        this.headers = new ArrayList<>(headers);
    }

    public boolean isGzip() {
        return gzip;
    }

    @DataBoundSetter
    public void setGzip(boolean gzip) {
        this.gzip = gzip;
    }

    public String getForm() {
        return form;
    }

    /** Sets how messages become bodies: {@code JSON}, {@code NDJSON} or {@code CLOUDEVENTS}. */
    @DataBoundSetter
    public void setForm(String form) {
        this.form = BodyForm.valueOf(form).name();
    }

    public String getSigningCredentialsId() {
        return signingCredentialsId;
    }

    /** Sets the key of Standard Webhooks signatures; empty for none. */
    @DataBoundSetter
    public void setSigningCredentialsId(String signingCredentialsId) {
        this.signingCredentialsId = orEmpty(signingCredentialsId);
    }

    public String getMethod() {
        return method;
    }

    /** Sets {@code POST}, {@code PUT} or {@code PATCH}. */
    @DataBoundSetter
    public void setMethod(String method) {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException(
                    "method: must be one of " + String.join(", ", METHODS) + ", is \"" + method + "\"");
        }
        this.method = method;
    }

    public boolean isJenkinsProxy() {
        return jenkinsProxy;
    }

    /** Sets whether the proxy of Jenkins is used, where there is one. */
    @DataBoundSetter
    public void setJenkinsProxy(boolean jenkinsProxy) {
        this.jenkinsProxy = jenkinsProxy;
    }

    @CheckForNull
    public HttpTlsConfig getTls() {
        return tls;
    }

    /** Sets authorities, our certificate and versions; null for the usual. */
    @DataBoundSetter
    public void setTls(@CheckForNull HttpTlsConfig tls) {
        this.tls = tls;
    }

    @CheckForNull
    public HttpTimeoutsConfig getTimeouts() {
        return timeouts;
    }

    /** Sets longest waits; null for the usual. */
    @DataBoundSetter
    public void setTimeouts(@CheckForNull HttpTimeoutsConfig timeouts) {
        this.timeouts = timeouts;
    }

    @Override
    public String target() {
        return base().target();
    }

    @Override
    public EmitterFactory factory(OutboundPolicy policy) {
        boolean together = getBatch() > 1;
        return () -> HttpEmitterType.factory(settings(policy), together).create();
    }

    @Override
    protected Object readResolve() {
        socket = orEmpty(socket);
        signingCredentialsId = orEmpty(signingCredentialsId);
        method = method == null ? METHODS.get(0) : method;
        form = form == null ? BodyForm.JSON.name() : form;
        headers = headers == null ? new ArrayList<>() : headers;
        return super.readResolve();
    }

    private HttpSettings base() {
        HttpUrl parsed = HttpUrl.get(url);
        return socket.isEmpty()
                ? HttpSettings.to(parsed)
                : HttpSettings.overSocket(Path.of(socket), parsed.encodedPath());
    }

    private HttpSettings settings(OutboundPolicy policy) {
        HttpSettings base = base();
        String host = base.url().host();
        HttpSettings.HttpProxy proxy = jenkinsProxy && socket.isEmpty() ? JenkinsProxy.to(host) : null;
        return new HttpSettings(
                base.url(),
                base.socket(),
                method,
                secretHeaders(),
                timeouts == null ? base.timeouts() : timeouts.toTimeouts(),
                tls == null ? base.tls() : tls.toTls(getName()),
                proxy,
                BodyForm.valueOf(form),
                gzip,
                signingCredentialsId.isEmpty() ? null : SystemCredentials.secret(getName(), signingCredentialsId),
                proxy == null
                        ? DestinationPolicy.guarded(policy.allowedHosts())
                        : JenkinsProxy.policy(proxy, host, policy));
    }

    private Map<String, Secret> secretHeaders() {
        var values = new LinkedHashMap<String, Secret>();
        headers.forEach(header -> values.put(header.getName(), header.value(getName())));
        return values;
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
        public boolean canBatch() {
            return true;
        }

        @Override
        public boolean canSendAtOnce() {
            return true;
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            HttpUrl parsed = HttpUrl.parse(value);
            if (parsed == null) {
                return FormValidation.error(Messages.HttpEmitterConfig_url());
            }
            return parsed.password().isEmpty() && parsed.username().isEmpty()
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.HttpEmitterConfig_noPassword());
        }

        @POST
        public ListBoxModel doFillFormItems() {
            var choices = new ListBoxModel();
            choices.add(Messages.HttpEmitterConfig_json(), BodyForm.JSON.name());
            choices.add(Messages.HttpEmitterConfig_ndjson(), BodyForm.NDJSON.name());
            choices.add(Messages.HttpEmitterConfig_cloudEvents(), BodyForm.CLOUDEVENTS.name());
            return choices;
        }

        /** The methods. */
        @POST
        public ListBoxModel doFillMethodItems() {
            var methods = new ListBoxModel();
            METHODS.forEach(methods::add);
            return methods;
        }

        @POST
        public ListBoxModel doFillSigningCredentialsIdItems(@QueryParameter String signingCredentialsId) {
            return CredentialsChoice.forSystem(signingCredentialsId, StringCredentials.class);
        }
    }
}
