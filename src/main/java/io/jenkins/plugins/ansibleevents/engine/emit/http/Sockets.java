package io.jenkins.plugins.ansibleevents.engine.emit.http;

import io.jenkins.plugins.ansibleevents.engine.emit.DestinationPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import javax.net.SocketFactory;
import org.newsclub.net.unix.AFSocketFactory;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** Makes the sockets of connections. */
final class Sockets extends SocketFactory {

    private final DestinationPolicy policy;

    /** @param policy which addresses may be connected to */
    Sockets(DestinationPolicy policy) {
        this.policy = policy;
    }

    /** A factory that connects to this unix socket only, whatever host and port a connection names. */
    static SocketFactory unix(Path socket) throws IOException {
        return new AFSocketFactory.FixedAddressSocketFactory(AFUNIXSocketAddress.of(socket.toFile()));
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                if (endpoint instanceof InetSocketAddress address) {
                    policy.check(address);
                }
                // A body of more than one segment would wait for the receiver's delayed acknowledgement.
                setTcpNoDelay(true);
                super.connect(endpoint, timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("only unconnected sockets are made here");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return createSocket("", port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        return createSocket("", port);
    }
}
