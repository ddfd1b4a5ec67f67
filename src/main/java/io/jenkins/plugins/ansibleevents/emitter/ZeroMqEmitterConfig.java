package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.access.CredentialsChoice;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.zeromq.ZeroMqEmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.zeromq.ZeroMqSettings;
import java.util.regex.Pattern;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Sends messages to a ZeroMQ PULL socket, as ansible-runner-zeromq does. */
public final class ZeroMqEmitterConfig extends EmitterConfig {

    private static final Pattern ENDPOINT = Pattern.compile("tcp://[^/\\s:]+:\\d{1,5}");

    private final String endpoint;
    private String serverKey = "";
    private String publicKey = "";
    private String secretKeyCredentialsId = "";

    /**
     * Names a receiver.
     *
     * @param name the emitter's name
     * @param endpoint {@code tcp://host:port}
     */
    @DataBoundConstructor
    public ZeroMqEmitterConfig(String name, String endpoint) {
        super(name);
        if (!ENDPOINT.matcher(orEmpty(endpoint)).matches()) {
            throw new IllegalArgumentException("endpoint: must be tcp://host:port, is \"" + endpoint + "\"");
        }
        this.endpoint = endpoint;
    }

    public String getEndpoint() {
        return endpoint;
    }

    public String getServerKey() {
        return serverKey;
    }

    /** Sets the receiver's CURVE key (Z85, 40 characters); empty for no encryption. */
    @DataBoundSetter
    public void setServerKey(String serverKey) {
        this.serverKey = orEmpty(serverKey).strip();
    }

    public String getPublicKey() {
        return publicKey;
    }

    /** Sets our public CURVE key (Z85, 40 characters). */
    @DataBoundSetter
    public void setPublicKey(String publicKey) {
        this.publicKey = orEmpty(publicKey).strip();
    }

    public String getSecretKeyCredentialsId() {
        return secretKeyCredentialsId;
    }

    /** Sets the id of our secret CURVE key. */
    @DataBoundSetter
    public void setSecretKeyCredentialsId(String secretKeyCredentialsId) {
        this.secretKeyCredentialsId = orEmpty(secretKeyCredentialsId);
    }

    @Override
    public String target() {
        return endpoint;
    }

    @Override
    public EmitterFactory factory(OutboundPolicy policy) {
        return () -> ZeroMqEmitterType.factory(settings(), DestinationPolicy.guarded(policy.allowedHosts()))
                .create();
    }

    @Override
    protected Object readResolve() {
        serverKey = orEmpty(serverKey);
        publicKey = orEmpty(publicKey);
        secretKeyCredentialsId = orEmpty(secretKeyCredentialsId);
        return super.readResolve();
    }

    private ZeroMqSettings settings() {
        ZeroMqSettings push = ZeroMqSettings.pushTo(endpoint);
        return new ZeroMqSettings(
                endpoint,
                push.bind(),
                push.topic(),
                push.hwm(),
                push.linger(),
                push.sendTimeout(),
                push.reconnect(),
                security(),
                push.access());
    }

    @CheckForNull
    private ZeroMqSettings.Security security() {
        return serverKey.isEmpty()
                ? null
                : new ZeroMqSettings.Security.Curve(
                        serverKey, publicKey, SystemCredentials.secret(getName(), secretKeyCredentialsId));
    }

    /** Describes ZeroMQ emitters. */
    @Extension
    @Symbol("zeroMq")
    public static final class DescriptorImpl extends EmitterDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.ZeroMqEmitterConfig_displayName();
        }

        @POST
        public FormValidation doCheckEndpoint(@QueryParameter String value) {
            return ENDPOINT.matcher(value).matches()
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.ZeroMqEmitterConfig_endpoint());
        }

        @POST
        public ListBoxModel doFillSecretKeyCredentialsIdItems(@QueryParameter String secretKeyCredentialsId) {
            return CredentialsChoice.forSystem(secretKeyCredentialsId, StringCredentials.class);
        }
    }
}
