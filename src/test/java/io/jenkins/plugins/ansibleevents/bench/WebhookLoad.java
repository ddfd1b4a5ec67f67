package io.jenkins.plugins.ansibleevents.bench;

import io.jenkins.plugins.ansibleevents.engine.inbound.Signatures;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Senders of signed 1 KB webhooks over keep-alive connections: {@code WebhookLoad URL SECRET CONNECTIONS SECONDS}.
 * Prints {@code ACCEPTED/s p50-ms p99-ms max-ms OTHER-ANSWERS FIRST/s}; the last one is the rate of the first 5 s of a
 * server that has just been started, the others are measured after {@value #WARM_UP_SECONDS} s: the compilers of both
 * sides need that time on two cores. With {@code WebhookLoad fsync DIRECTORY}: how often a second the disk makes 1 KB
 * durable, one by one.
 */
final class WebhookLoad {

    private static final int COLD_SECONDS = 5;
    private static final int WARM_UP_SECONDS = 25;
    private static final int BODIES = 64;
    private static final int BODY_BYTES = 1024;

    private final URI url;
    private final String secret;

    /** The answers on one connection. */
    private record Seen(long[] nanos, long other) {}

    private WebhookLoad(URI url, String secret) {
        this.url = url;
        this.secret = secret;
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("fsync")) {
            System.out.printf(Locale.ROOT, "%.0f%n", fsyncRate(Path.of(args[1])));
            return;
        }
        var load = new WebhookLoad(URI.create(args[0]), args[1]);
        int connections = Integer.parseInt(args[2]);
        long first = count(load.run(connections, COLD_SECONDS)) / COLD_SECONDS;
        load.run(connections, WARM_UP_SECONDS - COLD_SECONDS);
        load.report(load.run(connections, Integer.parseInt(args[3])), Integer.parseInt(args[3]), first);
    }

    private List<Seen> run(int connections, int seconds) throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(connections, task -> {
            var thread = new Thread(task, "sender");
            thread.setDaemon(true);
            return thread;
        });
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        var futures = new ArrayList<Future<Seen>>();
        for (int i = 0; i < connections; i++) {
            int number = i;
            futures.add(threads.submit(() -> connection(number, end)));
        }
        var seen = new ArrayList<Seen>();
        for (Future<Seen> future : futures) {
            seen.add(future.get());
        }
        threads.shutdown();
        return seen;
    }

    private Seen connection(int number, long end) throws IOException {
        byte[][] requests = requests(number);
        long[] nanos = new long[1024];
        int accepted = 0;
        long other = 0;
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; System.nanoTime() < end; i++) {
                long before = System.nanoTime();
                out.write(requests[i % BODIES]);
                if (answer(in) != 202) {
                    other++;
                    continue;
                }
                if (accepted == nanos.length) {
                    nanos = Arrays.copyOf(nanos, accepted * 2);
                }
                nanos[accepted++] = System.nanoTime() - before;
            }
        }
        return new Seen(Arrays.copyOf(nanos, accepted), other);
    }

    private byte[][] requests(int number) {
        byte[][] requests = new byte[BODIES][];
        for (int i = 0; i < BODIES; i++) {
            String body = body(number * BODIES + i);
            String head = "POST " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                    + "\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256="
                    + Signatures.hmac(secret, body) + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
            requests[i] = (head + body).getBytes(StandardCharsets.US_ASCII);
        }
        return requests;
    }

    private static String body(int number) {
        String start = "{\"kind\":\"disk\",\"severity\":\"critical\",\"host\":\"web" + number + "\",\"text\":\"";
        return start + "x".repeat(BODY_BYTES - start.length() - 2) + "\"}";
    }

    /** Reads one answer; returns its status. */
    private static int answer(InputStream in) throws IOException {
        int status = 0;
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (status == 0) {
                status = Integer.parseInt(line.substring(9, 12));
            } else if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static long count(List<Seen> seen) {
        return seen.stream().mapToLong(s -> s.nanos().length).sum();
    }

    private void report(List<Seen> seen, int seconds, long first) {
        long[] all = seen.stream()
                .flatMapToLong(s -> Arrays.stream(s.nanos()))
                .sorted()
                .toArray();
        long other = seen.stream().mapToLong(Seen::other).sum();
        System.out.printf(
                Locale.ROOT,
                "%d %.1f %.1f %.1f %d %d%n",
                all.length / seconds,
                millis(all, 0.5),
                millis(all, 0.99),
                millis(all, 1),
                other,
                first);
    }

    private static double millis(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e6;
    }

    private static double fsyncRate(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "fsync", "");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            int writes = 0;
            for (; System.nanoTime() - start < 2_000_000_000L; writes++) {
                channel.write(ByteBuffer.allocate(BODY_BYTES));
                channel.force(false);
            }
            return writes / ((System.nanoTime() - start) / 1e9);
        } finally {
            Files.delete(file);
        }
    }
}
