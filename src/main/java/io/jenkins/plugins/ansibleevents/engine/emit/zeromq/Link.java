package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import java.io.Closeable;
import java.io.IOException;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A socket of the library with its context, and its connection to the peer. Used by one thread. */
interface Link extends Closeable {

    /** Makes a link that is not attached yet. */
    static Link open(ZeroMqSettings settings) {
        SocketType type = settings.topic() == null ? SocketType.PUSH : SocketType.PUB;
        return settings.ipcPath().<Link>map(path -> new IpcLink(path, type)).orElseGet(() -> new Tcp(type));
    }

    ZMQ.Socket socket();

    /** Binds or connects to an endpoint in the form that the library reads, after the options were set. */
    default void attach(ZeroMqSettings settings, String endpoint) throws IOException {
        boolean attached = settings.bind() ? socket().bind(endpoint) : socket().connect(endpoint);
        if (!attached) {
            throw new IOException("cannot " + (settings.bind() ? "bind " : "connect to ") + settings.endpoint());
        }
    }

    /** Why there is no connection, to be added to a sentence; empty when nothing is known. */
    default String problem() {
        return "";
    }

    @Override
    void close();

    /** A link without changes to the library. */
    final class Tcp implements Link {

        private final ZContext context = new ZContext(1);
        private final ZMQ.Socket socket;

        Tcp(SocketType type) {
            this.socket = context.createSocket(type);
        }

        @Override
        public ZMQ.Socket socket() {
            return socket;
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
