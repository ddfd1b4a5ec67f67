package io.jenkins.plugins.ansibleevents.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Reports the state of the service to systemd, or to whoever else has set {@code NOTIFY_SOCKET}, by the protocol of
 * {@code sd_notify(3)}. Without the variable nothing is sent, and a socket without a listener does not end the service.
 */
final class ServiceManager {

    private static final Logger LOGGER = Logger.getLogger(ServiceManager.class.getName());
    private static final long NANOS_PER_MICRO = 1_000;

    private final String socket;

    ServiceManager(Map<String, String> environment) {
        this.socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    }

    /** Messages are accepted from now on. */
    void ready(String status) {
        tell("READY=1\nSTATUS=" + status);
    }

    /** The configuration is being read again; {@link #ready} says when that is over. */
    void reloading() {
        tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / NANOS_PER_MICRO);
    }

    /** The end has begun; running playbooks may take their time. */
    void stopping() {
        tell("STOPPING=1\nSTATUS=ends when the running playbooks have ended");
    }

    private void tell(String state) {
        if (socket.isEmpty()) {
            return;
        }
        byte[] bytes = state.getBytes(StandardCharsets.UTF_8);
        try (AFUNIXDatagramSocket sender = AFUNIXDatagramSocket.newInstance()) {
            sender.connect(address());
            sender.send(new DatagramPacket(bytes, bytes.length));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "the service manager at {0} (NOTIFY_SOCKET) cannot be told: {1}", new Object[] {
                socket, e.getMessage()
            });
        }
    }

    /** A path, or with "@" a name in Linux's abstract namespace. */
    private AFUNIXSocketAddress address() throws IOException {
        byte[] name = socket.getBytes(StandardCharsets.UTF_8);
        if (socket.startsWith("@")) {
            name[0] = 0;
        }
        return AFUNIXSocketAddress.of(name);
    }
}
