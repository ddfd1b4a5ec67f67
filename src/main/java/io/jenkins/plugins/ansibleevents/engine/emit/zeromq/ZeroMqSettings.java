package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how the ZeroMQ emitter sends. Immutable.
 *
 * @param endpoint {@code tcp://host:port} or {@code ipc://} and the absolute path of a unix socket
 * @param bind whether we bind and peers connect, instead of the other way round
 * @param topic null for a PUSH socket; otherwise a PUB socket with this first frame, in which {@code {kind}},
 *     {@code {type}} and {@code {run}} stand for the values of the message
 * @param hwm high-water mark: messages that ZeroMQ may hold for a peer, 1 or more
 * @param linger how long closing waits for messages that are on their way
 * @param sendTimeout how long a message waits for a peer that takes it
 * @param reconnect first and longest wait between attempts to connect
 * @param security CURVE or PLAIN, or null for neither
 * @param access who may connect to a unix socket that we bind
 */
public record ZeroMqSettings(
        String endpoint,
        boolean bind,
        @CheckForNull String topic,
        int hwm,
        Duration linger,
        Duration sendTimeout,
        Reconnect reconnect,
        @CheckForNull Security security,
        SocketAccess access) {

    /** How the endpoint of a unix socket begins. */
    public static final String IPC = "ipc://";

    /** Waits between attempts to connect. */
    public record Reconnect(Duration first, Duration longest) {}

    /** How the peers authenticate each other. */
    public sealed interface Security {
        /** Keys in Z85, 40 characters each. {@code serverKey} is null when we bind and so are the server. */
        record Curve(@CheckForNull String serverKey, String publicKey, Secret secretKey) implements Security {}

        /** User name and password in clear text. */
        record Plain(String username, Secret password) implements Security {}
    }

    /** A PUSH socket that connects, as in ansible-runner-zeromq. */
    public static ZeroMqSettings pushTo(String endpoint) {
        return new ZeroMqSettings(
                endpoint,
                false,
                null,
                1_000,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                new Reconnect(Duration.ofMillis(100), Duration.ofSeconds(2)),
                null,
                SocketAccess.OWNER);
    }

    /** The path of the unix socket; empty for TCP. */
    Optional<Path> ipcPath() {
        return endpoint.startsWith(IPC) ? Optional.of(Path.of(endpoint.substring(IPC.length()))) : Optional.empty();
    }
}
