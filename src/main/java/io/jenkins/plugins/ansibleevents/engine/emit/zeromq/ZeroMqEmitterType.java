package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterFactory;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterType;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code type: zeromq} in {@code env/emitters.yml}; the options are in docs/emitters.md. */
public final class ZeroMqEmitterType implements EmitterType {

    /** The first frame of a pub socket where none is set. */
    public static final String TOPIC = "ansible";

    private static final Pattern Z85_KEY = Pattern.compile("[0-9a-zA-Z.:+=^!/*?&<>()\\[\\]{}@%$#-]{40}");

    /** The longest path that every system allows for a unix socket, less room for the temporary name of its file. */
    private static final int LONGEST_PATH = 96;

    /** Values of {@code socket}, the default first. */
    public enum SocketKind {
        /** Each message goes to one peer. */
        PUSH,
        /** Each message goes to all peers that are there. */
        PUB
    }

    @Override
    public String name() {
        return "zeromq";
    }

    @Override
    public EmitterFactory configure(Section options) throws SettingsException {
        return factory(settings(options), DestinationPolicy.read(options));
    }

    /**
     * A factory for settings that do not come from a file.
     *
     * @param policy checks the address of a tcp endpoint to connect to
     */
    public static EmitterFactory factory(ZeroMqSettings settings, DestinationPolicy policy) {
        return new Factory(new Destination(settings, policy));
    }

    private record Factory(Destination destination) implements EmitterFactory {

        @Override
        public Emitter create() {
            return new ZeroMqEmitter(destination);
        }

        @Override
        public boolean isExclusive() {
            return destination.settings().bind();
        }
    }

    @Override
    public String target(Section options) throws SettingsException {
        return options.requiredString("endpoint");
    }

    private static ZeroMqSettings settings(Section options) throws SettingsException {
        String endpoint = endpoint(options);
        ZeroMqSettings absent = ZeroMqSettings.pushTo(endpoint);
        boolean bind = options.bool("bind", false);
        return new ZeroMqSettings(
                endpoint,
                bind,
                topic(options),
                options.integer("hwm", 1, 1_000_000).orElse(absent.hwm()),
                options.duration("linger").orElse(absent.linger()),
                options.duration("sendTimeout").orElse(absent.sendTimeout()),
                reconnect(options, absent.reconnect()),
                security(options, bind),
                access(options, endpoint, bind));
    }

    private static String endpoint(Section options) throws SettingsException {
        String endpoint = options.requiredString("endpoint");
        if (endpoint.startsWith(ZeroMqSettings.IPC)) {
            checkPath(options, endpoint.substring(ZeroMqSettings.IPC.length()));
        } else if (!endpoint.matches("tcp://[^/\\s]+:(\\d{1,5}|\\*)")) {
            throw options.error("endpoint", "must be tcp://host:port or ipc:///path, is \"" + endpoint + "\"");
        }
        return endpoint;
    }

    private static void checkPath(Section options, String path) throws SettingsException {
        if (!path.startsWith("/") || path.endsWith("/") || path.indexOf('\0') >= 0) {
            throw options.error(
                    "endpoint", "after ipc:// comes the absolute path of a unix socket, as in ipc:///run/x");
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw options.error("endpoint", "the path of a unix socket has " + LONGEST_PATH + " bytes at most");
        }
    }

    private static SocketAccess access(Section options, String endpoint, boolean bind) throws SettingsException {
        Optional<SocketAccess> access = options.choice("access", SocketAccess.class);
        if (access.isPresent() && !(bind && endpoint.startsWith(ZeroMqSettings.IPC))) {
            throw options.error("access", "only an ipc:// endpoint with bind: true has access rights");
        }
        return access.orElse(SocketAccess.OWNER);
    }

    private static @CheckForNull String topic(Section options) throws SettingsException {
        SocketKind kind = options.choice("socket", SocketKind.class).orElse(SocketKind.PUSH);
        Optional<String> topic = options.string("topic");
        if (kind == SocketKind.PUSH && topic.isPresent()) {
            throw options.error("topic", "only a pub socket has a topic; add socket: pub");
        }
        return kind == SocketKind.PUSH ? null : topic.orElse(TOPIC);
    }

    private static ZeroMqSettings.Reconnect reconnect(Section options, ZeroMqSettings.Reconnect absent)
            throws SettingsException {
        Duration first = options.duration("reconnect").orElse(absent.first());
        return new ZeroMqSettings.Reconnect(
                first, options.duration("reconnectMax").orElse(absent.longest()));
    }

    private static @CheckForNull ZeroMqSettings.Security security(Section options, boolean bind)
            throws SettingsException {
        Optional<Section> curve = options.section("curve");
        Optional<Section> plain = options.section("plain");
        if (curve.isPresent() && plain.isPresent()) {
            throw options.error("plain", "give either curve or plain");
        }
        if (plain.isPresent() && bind) {
            throw options.error("plain", "only the side that connects can give a password; use curve with bind: true");
        }
        if (plain.isPresent()) {
            return plain(plain.get());
        }
        return curve.isPresent() ? curve(curve.get(), bind) : null;
    }

    private static ZeroMqSettings.Security plain(Section plain) throws SettingsException {
        String username = plain.requiredString("username");
        Secret password = plain.secret("password").orElseThrow(() -> plain.missing("password"));
        plain.finish();
        return new ZeroMqSettings.Security.Plain(username, password);
    }

    private static ZeroMqSettings.Security curve(Section curve, boolean bind) throws SettingsException {
        String serverKey = bind ? null : key(curve, "serverKey", curve.requiredString("serverKey"));
        String publicKey = key(curve, "publicKey", curve.requiredString("publicKey"));
        Secret secretKey = curve.secret("secretKey").orElseThrow(() -> curve.missing("secretKey"));
        key(curve, "secretKey", secretKey.reveal());
        curve.finish();
        return new ZeroMqSettings.Security.Curve(serverKey, publicKey, secretKey);
    }

    private static String key(Section section, String name, String value) throws SettingsException {
        if (!Z85_KEY.matcher(value).matches()) {
            throw section.error(name, "must be a CURVE key of 40 characters (Z85)");
        }
        return value;
    }
}
