package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import java.time.Duration;
import org.zeromq.ZMQ;

/** Puts settings onto a socket before it is connected. */
final class SocketOptions {

    /** A peer that is gone without a word (power, network) is noticed after this. */
    private static final int HEARTBEAT_MILLIS = 5_000;

    private static final int HEARTBEAT_TIMEOUT_MILLIS = 15_000;

    /**
     * To a peer that has not greeted us by then, a new connection is made. Also the cure when JeroMQ's poller misses a
     * fresh connection, as 0.6.0 does when a command arrives in the same moment as the connection.
     */
    private static final int GREETING_MILLIS = 1_000;

    private SocketOptions() {}

    static void apply(ZeroMqSettings settings, ZMQ.Socket socket) {
        // One for a PUSH socket: see ZeroMqEmitter.
        socket.setSndHWM(settings.topic() == null ? 1 : settings.hwm());
        socket.setLinger(millis(settings.linger()));
        socket.setReconnectIVL(millis(settings.reconnect().first()));
        socket.setReconnectIVLMax(millis(settings.reconnect().longest()));
        // Only to peers that are there: without it ZeroMQ takes messages into memory for a peer that may never come.
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
