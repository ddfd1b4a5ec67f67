package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.zeromq.SocketAccess;
import io.jenkins.plugins.ansibleevents.engine.emit.zeromq.ZeroMqEmitterType;
import io.jenkins.plugins.ansibleevents.engine.emit.zeromq.ZeroMqEmitterType.SocketKind;
import io.jenkins.plugins.ansibleevents.engine.emit.zeromq.ZeroMqSettings;
import io.jenkins.plugins.ansibleevents.engine.settings.Durations;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code type: zeromq} on the global page: a PUSH or PUB socket, as in ansible-runner-zeromq. */
@Restricted(NoExternalUse.class)
public final class ZeroMqEmitterConfig extends EmitterConfig {

    private static final List<String> SOCKETS = valuesOf(SocketKind.values());
    private static final List<String> ACCESSES = valuesOf(SocketAccess.values());
    /** Stands for the endpoint in checks of other options. */
    static final String ANY_ENDPOINT = "tcp://localhost:1";

    private static final String PUB = SOCKETS.get(SocketKind.PUB.ordinal());

    private final String endpoint;
    private String socket = "";
    private boolean bind;
    private String access = "";
    private String topic = "";

    @CheckForNull
    private Integer hwm;

    private String linger = "";
    private String sendTimeout = "";
    private String reconnect = "";
    private String reconnectMax = "";

    @CheckForNull
    private ZeroMqCurveConfig curve;

    @CheckForNull
    private ZeroMqPlainConfig plain;

    /**
     * Names a receiver.
     *
     * @param name the emitter's name
     * @param endpoint {@code tcp://host:port}, or {@code ipc://} and the absolute path of a unix socket
     */
    @DataBoundConstructor
    public ZeroMqEmitterConfig(String name, String endpoint) {
        super(name);
        this.endpoint = orEmpty(endpoint);
    }

    public String getEndpoint() {
        return orEmpty(endpoint);
    }

    public String getSocket() {
        return orEmpty(socket);
    }

    /** Sets the kind of socket, {@code push} or {@code pub}; empty for the default. */
    @DataBoundSetter
    public void setSocket(String socket) {
        this.socket = canonical(socket, SOCKETS);
    }

    public boolean isBind() {
        return bind;
    }

    /** Sets whether we bind, and peers connect. */
    @DataBoundSetter
    public void setBind(boolean bind) {
        this.bind = bind;
    }

    public String getAccess() {
        return orEmpty(access);
    }

    /** Sets who may connect to a unix socket that we bind; empty for the default. */
    @DataBoundSetter
    public void setAccess(String access) {
        this.access = canonical(access, ACCESSES);
    }

    public String getTopic() {
        return orEmpty(topic);
    }

    /** Sets the first frame of a PUB socket. */
    @DataBoundSetter
    public void setTopic(String topic) {
        this.topic = orEmpty(topic);
    }

    @CheckForNull
    public Integer getHwm() {
        return hwm;
    }

    /** Sets the high-water mark. */
    @DataBoundSetter
    public void setHwm(@CheckForNull Integer hwm) {
        this.hwm = hwm;
    }

    public String getLinger() {
        return orEmpty(linger);
    }

    /** Sets how long closing waits for a message on its way. */
    @DataBoundSetter
    public void setLinger(String linger) {
        this.linger = orEmpty(linger);
    }

    public String getSendTimeout() {
        return orEmpty(sendTimeout);
    }

    /** Sets how long an attempt waits for a peer. */
    @DataBoundSetter
    public void setSendTimeout(String sendTimeout) {
        this.sendTimeout = orEmpty(sendTimeout);
    }

    public String getReconnect() {
        return orEmpty(reconnect);
    }

    /** Sets the first wait between attempts to connect. */
    @DataBoundSetter
    public void setReconnect(String reconnect) {
        this.reconnect = orEmpty(reconnect);
    }

    public String getReconnectMax() {
        return orEmpty(reconnectMax);
    }

    /** Sets the longest wait between attempts to connect. */
    @DataBoundSetter
    public void setReconnectMax(String reconnectMax) {
        this.reconnectMax = orEmpty(reconnectMax);
    }

    @CheckForNull
    public ZeroMqCurveConfig getCurve() {
        return curve;
    }

    @DataBoundSetter
    public void setCurve(@CheckForNull ZeroMqCurveConfig curve) {
        this.curve = curve;
    }

    @CheckForNull
    public ZeroMqPlainConfig getPlain() {
        return plain;
    }

    @DataBoundSetter
    public void setPlain(@CheckForNull ZeroMqPlainConfig plain) {
        this.plain = plain;
    }

    @Override
    protected void addTo(SettingsBuilder options, EmitterCredentials credentials) throws SettingsException {
        options.text("endpoint", getEndpoint())
                .text("socket", getSocket())
                .flag("bind", bind)
                .text("access", getAccess())
                .text("topic", getTopic())
                .number("hwm", hwm)
                .text("linger", getLinger())
                .text("sendTimeout", getSendTimeout())
                .text("reconnect", getReconnect())
                .text("reconnectMax", getReconnectMax());
        if (curve != null) {
            options.section("curve", curve.settings(credentials));
        }
        if (plain != null) {
            options.section("plain", plain.settings(credentials));
        }
    }

    @Override
    protected String testedMessage() {
        return getSocket().equals(PUB) ? Messages.EmitterTest_published() : super.testedMessage();
    }

    /** Describes ZeroMQ emitters. */
    @Extension
    @Symbol("zeroMq")
    public static final class DescriptorImpl extends EmitterDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.ZeroMqEmitterConfig_displayName();
        }

        @Override
        public EmitterType type() {
            return new ZeroMqEmitterType();
        }

        /** The defaults, which the form shows in empty fields. */
        public Map<String, String> getDefaults() {
            ZeroMqSettings settings = ZeroMqSettings.pushTo("");
            return Map.of(
                    "topic", ZeroMqEmitterType.TOPIC,
                    "hwm", String.valueOf(settings.hwm()),
                    "linger", Durations.text(settings.linger()),
                    "sendTimeout", Durations.text(settings.sendTimeout()),
                    "reconnect", Durations.text(settings.reconnect().first()),
                    "reconnectMax", Durations.text(settings.reconnect().longest()));
        }

        @POST
        public FormValidation doCheckEndpoint(@QueryParameter String value) {
            return check("endpoint", new SettingsBuilder().text("endpoint", value));
        }

        @POST
        public ListBoxModel doFillSocketItems(@QueryParameter String socket) {
            return OptionChoice.of(
                    socket,
                    SOCKETS,
                    kind -> kind.equals(PUB)
                            ? Messages.ZeroMqEmitterConfig_pub()
                            : Messages.ZeroMqEmitterConfig_push());
        }

        @POST
        public ListBoxModel doFillAccessItems(@QueryParameter String access) {
            return OptionChoice.of(access, ACCESSES, DescriptorImpl::accessLabel);
        }

        private static String accessLabel(String access) {
            return switch (access) {
                case "group" -> Messages.ZeroMqEmitterConfig_group();
                case "all" -> Messages.ZeroMqEmitterConfig_all();
                default -> Messages.ZeroMqEmitterConfig_owner();
            };
        }

        /** Only a unix socket that we bind has access rights. */
        @POST
        public FormValidation doCheckAccess(
                @QueryParameter String value, @QueryParameter String endpoint, @QueryParameter String bind) {
            boolean ipc = endpoint.strip().startsWith(ZeroMqSettings.IPC);
            return check(
                    "access",
                    new SettingsBuilder()
                            .text("endpoint", ipc ? ZeroMqSettings.IPC + "/any" : ANY_ENDPOINT)
                            .flag("bind", Boolean.parseBoolean(bind))
                            .text("access", value));
        }

        /** Only a PUB socket has a topic. */
        @POST
        public FormValidation doCheckTopic(@QueryParameter String value, @QueryParameter String socket) {
            return check(
                    "topic",
                    new SettingsBuilder()
                            .text("endpoint", ANY_ENDPOINT)
                            .text("topic", value)
                            .text("socket", PUB.equalsIgnoreCase(socket) ? PUB : ""));
        }

        @POST
        public FormValidation doCheckHwm(@QueryParameter String value) {
            return OptionCheck.ofZeroMq("hwm", OptionCheck.number("hwm", value));
        }

        @POST
        public FormValidation doCheckLinger(@QueryParameter String value) {
            return OptionCheck.ofZeroMq("linger", new SettingsBuilder().text("linger", value));
        }

        @POST
        public FormValidation doCheckSendTimeout(@QueryParameter String value) {
            return OptionCheck.ofZeroMq("sendTimeout", new SettingsBuilder().text("sendTimeout", value));
        }

        @POST
        public FormValidation doCheckReconnect(@QueryParameter String value) {
            return OptionCheck.ofZeroMq("reconnect", new SettingsBuilder().text("reconnect", value));
        }

        @POST
        public FormValidation doCheckReconnectMax(@QueryParameter String value) {
            return OptionCheck.ofZeroMq("reconnectMax", new SettingsBuilder().text("reconnectMax", value));
        }
    }
}
