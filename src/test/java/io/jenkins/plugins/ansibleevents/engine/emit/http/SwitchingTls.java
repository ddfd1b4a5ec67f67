package io.jenkins.plugins.ansibleevents.engine.emit.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.BooleanSupplier;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;

/** Server sockets that speak TLS with one of two identities, chosen at each connection. */
final class SwitchingTls extends ServerSocketFactory {

    private final HandshakeCertificates right;
    private final HandshakeCertificates wrong;
    private final BooleanSupplier trusted;

    SwitchingTls(HandshakeCertificates right, HandshakeCertificates wrong, BooleanSupplier trusted) {
        this.right = right;
        this.wrong = wrong;
        this.trusted = trusted;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                Socket plain = super.accept();
                HandshakeCertificates identity = trusted.getAsBoolean() ? right : wrong;
                var secure = (SSLSocket) identity.sslContext()
                        .getSocketFactory()
                        .createSocket(plain, "localhost", plain.getPort(), true);
                secure.setUseClientMode(false);
                return secure;
            }
        };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw new UnsupportedOperationException();
    }
}
