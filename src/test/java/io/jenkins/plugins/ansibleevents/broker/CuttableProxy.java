package io.jenkins.plugins.ansibleevents.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on 127.0.0.1 whose network can be cut: then connections end, new ones are accepted and never answered,
 * as behind a firewall that drops packets.
 */
public final class CuttableProxy implements AutoCloseable {

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean cut;

    public CuttableProxy() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public void forwardTo(int port) {
        target = port;
    }

    public void cut() {
        cut = true;
        sockets.forEach(CuttableProxy::close);
    }

    public void heal() {
        cut = false;
        sockets.forEach(CuttableProxy::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket in = server.accept();
                sockets.add(in);
                if (!cut) {
                    daemon(() -> connect(in));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket in) {
        var out = new Socket();
        sockets.add(out);
        try {
            out.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2000);
            in.setTcpNoDelay(true);
            out.setTcpNoDelay(true);
            daemon(() -> pump(out, in));
            pump(in, out);
        } catch (IOException notThere) {
            end(in, out);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // The other end went away: so does this one.
        } finally {
            end(from, to);
        }
    }

    private void end(Socket one, Socket other) {
        close(one);
        close(other);
        sockets.remove(one);
        sockets.remove(other);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to close.
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
