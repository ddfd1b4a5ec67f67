package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A peer that accepts connections, greets by ZMTP 3.0 when a test says so, and never finishes a handshake. */
final class HalfAPeer implements Closeable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong read = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final byte[] greeting;

    private HalfAPeer(byte[] greeting) throws IOException {
        this.greeting = greeting;
        thread(this::accept);
    }

    static HalfAPeer silent() throws IOException {
        return new HalfAPeer(new byte[0]);
    }

    /** Signature, version 3.0, mechanism, no server, filler: 64 bytes. */
    static HalfAPeer greeting(String mechanism) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        bytes.put((byte) 0xff).position(9);
        bytes.put((byte) 0x7f).put((byte) 3).put((byte) 0).put(mechanism.getBytes(StandardCharsets.US_ASCII));
        return new HalfAPeer(bytes.array());
    }

    String endpoint() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** Bytes of all connections so far. */
    long read() {
        return read.get();
    }

    private static void thread(Runnable body) {
        var thread = new Thread(body, "half a peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                connections.incrementAndGet();
                thread(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.getOutputStream().write(greeting);
            InputStream in = socket.getInputStream();
            while (in.read() != -1) {
                read.incrementAndGet();
            }
        } catch (IOException e) {
            // The other side has gone.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
