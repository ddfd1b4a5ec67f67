package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import zmq.SocketBase;

/**
 * {@code ipc://} over a unix socket, as in every other ZeroMQ library. JeroMQ 0.6.0 has TCP only, and its ipc is a port
 * of the loopback address. So this link puts unix sockets in place of its TCP sockets.
 */
final class IpcLink implements Link {

    private static final Logger LOG = Logger.getLogger(IpcLink.class.getName());

    private final ConnectProblem problem = new ConnectProblem();
    private final UnixContext context = new UnixContext();
    private final Path path;
    private final ZMQ.Socket socket;
    private @CheckForNull UnixSocketFile file;

    IpcLink(Path path, SocketType type) {
        this.path = path;
        this.socket = new Socket(context.createSocket(type.type()));
    }

    @Override
    public ZMQ.Socket socket() {
        return socket;
    }

    @Override
    public void attach(ZeroMqSettings settings, String endpoint) throws IOException {
        if (settings.bind()) {
            file = UnixSocketFile.bind(path, settings.access());
        }
        ServerSocketChannel listening = file == null ? null : file.channel();
        var channels = new UnixChannels(UnixDomainSocketAddress.of(path), listening, problem);
        socket.setSelectorChooser((address, options) -> channels);
        Link.super.attach(settings, UnixContext.ENDPOINT);
    }

    @Override
    public String problem() {
        return problem.inBrackets();
    }

    @Override
    public void close() {
        try {
            socket.close();
            context.terminate();
        } finally {
            if (file != null) {
                remove(file);
            }
        }
    }

    private static void remove(UnixSocketFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> "The file of a socket stays; the next process that binds it replaces it");
        }
    }

    /** The library makes sockets of its own contexts only. */
    private static final class Socket extends ZMQ.Socket {
        Socket(SocketBase base) {
            super(base);
        }
    }
}
