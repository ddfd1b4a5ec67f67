package io.jenkins.plugins.ansibleevents.engine.emit.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Stands before a receiver and lets nothing through until it is opened. */
final class Gate implements Closeable {

    /** The fate of a connection before the gate is opened. */
    enum Shut {
        TAKES_NO_CONNECTION,
        READS_NOTHING,
        ANSWERS_WITHOUT_END
    }

    private static final byte[] BEGINNING = "HTTP/1.1 200 OK\r\nX-Much: ".getBytes(StandardCharsets.US_ASCII);

    private final Shut shut;
    private final int receiver;
    private final ServerSocket server;
    private final Queue<SocketChannel> queue = new ArrayDeque<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean open;

    Gate(Shut shut, int receiver) throws IOException {
        boolean takesNone = shut == Shut.TAKES_NO_CONNECTION;
        this.shut = shut;
        this.receiver = receiver;
        this.server = new ServerSocket(0, takesNone ? 1 : 50, InetAddress.getLoopbackAddress());
        if (takesNone) {
            fillQueue();
        } else {
            thread(this::accept);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Nobody accepts: as many connections as the system keeps are there, and it answers no others. */
    private void fillQueue() throws IOException {
        boolean full = false;
        while (!full) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            queue.add(channel);
            // A connection to this machine's own address is made at once, unless the queue is full.
            full = !channel.connect(server.getLocalSocketAddress()) && !channel.finishConnect();
        }
    }

    /** From now on everything goes to the receiver. */
    void open() throws IOException {
        open = true;
        closeAll();
        if (shut == Shut.TAKES_NO_CONNECTION) {
            thread(this::accept);
        }
    }

    private static void thread(Runnable body) {
        var thread = new Thread(body, "gate");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                if (open) {
                    pass(socket);
                } else if (shut == Shut.ANSWERS_WITHOUT_END) {
                    thread(() -> answer(socket));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket socket) throws IOException {
        var behind = new Socket(InetAddress.getLoopbackAddress(), receiver);
        sockets.add(behind);
        thread(() -> copy(socket, behind));
        thread(() -> copy(behind, socket));
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them has gone, and so does the other.
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.getOutputStream().write(BEGINNING);
            while (!socket.isClosed()) {
                socket.getOutputStream().write('x');
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException e) {
            // The attempt has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() throws IOException {
        for (SocketChannel channel = queue.poll(); channel != null; channel = queue.poll()) {
            channel.close();
        }
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeAll();
    }
}
