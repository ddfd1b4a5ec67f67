package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import java.time.Duration;
import org.zeromq.ZMQ;

/** Sets options of a socket before it is connected. */
final class SocketOptions {

    /** A peer that vanishes without a message (power, network) is noticed after this time. */
    private static final int HEARTBEAT_MILLIS = 5_000;

    private static final int HEARTBEAT_TIMEOUT_MILLIS = 15_000;

    /**
     * The time after which a peer that has not greeted us gets a new connection. This also helps when JeroMQ's poller
     * misses a new connection: 0.6.0 does so when a command arrives at the same moment.
     */
    private static final int GREETING_MILLIS = 1_000;

    private SocketOptions() {}

    static void apply(ZeroMqSettings settings, ZMQ.Socket socket) {
        // The limit is 1 for a PUSH socket: see ZeroMqEmitter.
        socket.setSndHWM(settings.topic() == null ? 1 : settings.hwm());
        socket.setLinger(millis(settings.linger()));
        socket.setReconnectIVL(millis(settings.reconnect().first()));
        socket.setReconnectIVLMax(millis(settings.reconnect().longest()));
        // Send only to peers that are connected: otherwise ZeroMQ keeps messages in memory for a peer that may never
        // come.
        socket.setImmediate(false);
        socket.setHandshakeIvl(GREETING_MILLIS);
        socket.setHeartbeatIvl(HEARTBEAT_MILLIS);
        socket.setHeartbeatTimeout(HEARTBEAT_TIMEOUT_MILLIS);
        if (settings.security() instanceof ZeroMqSettings.Security.Curve curve) {
            apply(curve, socket);
        } else if (settings.security() instanceof ZeroMqSettings.Security.Plain plain) {
            socket.setPlainUsername(plain.username());
            // Revealed to be sent to the peer.
            socket.setPlainPassword(plain.password().reveal());
        }
    }

    private static void apply(ZeroMqSettings.Security.Curve curve, ZMQ.Socket socket) {
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(curve.publicKey()));
        // Revealed to become a key of the socket.
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(curve.secretKey().reveal()));
        if (curve.serverKey() == null) {
            socket.setCurveServer(true);
        } else {
            socket.setCurveServerKey(ZMQ.Curve.z85Decode(curve.serverKey()));
        }
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }
}
