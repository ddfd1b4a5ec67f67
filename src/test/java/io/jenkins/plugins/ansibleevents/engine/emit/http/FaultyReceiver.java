package io.jenkins.plugins.ansibleevents.engine.emit.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** An HTTP receiver that misbehaves as a test says, byte by byte, and counts the messages that it accepts. */
public final class FaultyReceiver implements Closeable {

    /** Its reaction to a request instead of accepting it. */
    public enum Fault {
        REFUSES,
        HANGS_BEFORE_ANSWER,
        HANGS_AFTER_HALF_AN_ANSWER,
        ANSWERS_500,
        ANSWERS_429,
        SLOW,
        RESETS_IN_THE_BODY,
        WRONG_CERTIFICATE,
        CLOSES_AFTER_EACH,
        REDIRECTS_ELSEWHERE,
        REFUSES_ONE
    }

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger faulty = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ServerSocketFactory sockets;
    private final int port;
    private volatile ServerSocket server;
    private volatile Fault fault;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile String refusedKey = "";
    private volatile long slowMillis;

    public FaultyReceiver(ServerSocketFactory sockets) throws IOException {
        this.sockets = sockets;
        this.port = listen(0);
    }

    public int port() {
        return port;
    }

    /** Keys of the messages that it has read to the end and not refused, in the order of their arrival. */
    public List<String> keys() {
        return keys;
    }

    public int connections() {
        return connections.get();
    }

    /** How many requests met the fault. */
    public int faulty() {
        return faulty.get();
    }

    public void become(Fault newFault) throws IOException {
        if (newFault == Fault.WRONG_CERTIFICATE) {
            // The next handshake shows the other certificate; open connections are trusted already.
            dropConnections();
            return;
        }
        fault = newFault;
        if (newFault == Fault.REFUSES) {
            server.close();
            dropConnections();
        }
    }

    private void dropConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    public void refuse(String key) {
        refusedKey = key;
        fault = Fault.REFUSES_ONE;
    }

    /** Reads requests and answers none before {@link #heal}: slower than any timeout. */
    public void hold() {
        held = new CountDownLatch(1);
    }

    /** Waits this time before each answer from now on. */
    public void slow(Duration each) {
        slowMillis = each.toMillis();
    }

    /** From now on it accepts everything. */
    public void heal() throws IOException {
        held.countDown();
        fault = null;
        refusedKey = "";
        if (server.isClosed()) {
            listen(port);
        }
    }

    private int listen(int at) throws IOException {
        ServerSocket fresh = sockets.createServerSocket();
        fresh.setReuseAddress(true);
        fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
        server = fresh;
        thread(() -> accept(fresh));
        return fresh.getLocalPort();
    }

    private static void thread(Runnable body) {
        var thread = new Thread(body, "faulty receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
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
            var in = new BufferedInputStream(socket.getInputStream());
            while (request(socket, in)) {
                // The next one.
            }
        } catch (IOException e) {
            faulty.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    /** Returns whether the connection stays open. */
    private boolean request(Socket socket, InputStream in) throws IOException, InterruptedException {
        String head = head(in);
        if (head.isEmpty()) {
            return false;
        }
        String key = header(head, "idempotency-key");
        Fault now = fault;
        if (now == Fault.REFUSES) {
            // The request came over an earlier connection, which is being closed.
            return false;
        }
        if (now == Fault.RESETS_IN_THE_BODY) {
            faulty.incrementAndGet();
            socket.setSoLinger(true, 0);
            return false;
        }
        in.readNBytes(Integer.parseInt(header(head, "content-length")));
        if (now == Fault.REFUSES_ONE && key.equals(refusedKey)) {
            faulty.incrementAndGet();
            answer(socket, "400 Bad Request", "", "field \"host\" is unknown");
            return true;
        }
        if (now == null || now == Fault.REFUSES_ONE) {
            held.await();
            TimeUnit.MILLISECONDS.sleep(slowMillis);
            keys.add(key);
            answer(socket, "200 OK", "", "ok");
            return true;
        }
        faulty.incrementAndGet();
        return misbehave(socket, now, key);
    }

    private boolean misbehave(Socket socket, Fault now, String key) throws IOException, InterruptedException {
        switch (now) {
            case HANGS_BEFORE_ANSWER -> {
                keys.add(key);
                released.await();
            }
            case HANGS_AFTER_HALF_AN_ANSWER -> {
                keys.add(key);
                write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                released.await();
            }
            case ANSWERS_500 -> answer(socket, "500 Internal Server Error", "", "");
            case ANSWERS_429 -> answer(socket, "429 Too Many Requests", "Retry-After: 1\r\n", "");
            case SLOW -> {
                TimeUnit.MILLISECONDS.sleep(150);
                keys.add(key);
                answer(socket, "200 OK", "", "ok");
            }
            case CLOSES_AFTER_EACH -> {
                keys.add(key);
                answer(socket, "200 OK", "", "ok");
                return false;
            }
            case REDIRECTS_ELSEWHERE ->
                answer(socket, "307 Temporary Redirect", "Location: http://elsewhere.example/steal\r\n", "");
            default -> throw new IllegalStateException(now.name());
        }
        return true;
    }

    private static void answer(Socket socket, String status, String headers, String body) throws IOException {
        write(socket, "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        for (int b = in.read(); b != -1; b = in.read()) {
            head.write(b);
            if (b == '\n' && head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        released.countDown();
        held.countDown();
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
