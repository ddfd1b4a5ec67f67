package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that publishes and consumes, says each thing once it has happened ({@code P id} published, {@code R id}
 * received, {@code B id} about to acknowledge, {@code A id} acknowledged, {@code E id} extended), and is killed.
 */
final class QueueChild {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final int STEPS_BEFORE_KILL = 6;

    private QueueChild() {}

    /** The reports of several children. */
    static final class Journal {
        private final Set<String> published = new HashSet<>();
        private final Set<String> acknowledging = new HashSet<>();
        private final Set<String> acknowledged = new HashSet<>();
        private final List<String> receivedAfterAck = new ArrayList<>();

        Set<String> published() {
            return published;
        }

        /** Published messages that nobody had begun to acknowledge: the queue must redeliver them. */
        Set<String> open() {
            var open = new HashSet<>(published);
            open.removeAll(acknowledging);
            return open;
        }

        Set<String> acknowledged() {
            return acknowledged;
        }

        List<String> receivedAfterAck() {
            return receivedAfterAck;
        }

        private void add(String line) {
            String id = line.substring(2);
            switch (line.charAt(0)) {
                case 'P' -> published.add(id);
                case 'B' -> acknowledging.add(id);
                case 'A' -> acknowledged.add(id);
                case 'R' -> {
                    if (acknowledged.contains(id)) {
                        receivedAfterAck.add(id);
                    }
                }
                default -> {}
            }
        }
    }

    /** Runs a child until it has said the word of the kill point some times, then kills it. */
    static void runAndKill(String settings, Path state, String point, Journal journal) throws Exception {
        char word = word(point);
        Process child = start(settings, state);
        var watchdog = CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS);
        var guard = CompletableFuture.runAsync(() -> child.toHandle().destroyForcibly(), watchdog);
        int said = 0;
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.length() < 3 || line.charAt(1) != ' ') {
                    System.err.println("child: " + line);
                    continue;
                }
                journal.add(line);
                if (line.charAt(0) == word && ++said == STEPS_BEFORE_KILL) {
                    child.toHandle().destroyForcibly();
                }
            }
        }
        guard.cancel(true);
        child.waitFor();
        if (said < STEPS_BEFORE_KILL) {
            throw new AssertionError("the child ended by itself at " + point + " " + said);
        }
    }

    private static char word(String point) {
        return switch (point) {
            case "AFTER_PUBLISH" -> 'P';
            case "AFTER_RECEIVE" -> 'R';
            case "AFTER_ACK" -> 'A';
            default -> 'E';
        };
    }

    private static Process start(String settings, Path state) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        QueueChild.class.getName(),
                        settings,
                        state.toString())
                .redirectErrorStream(true)
                .start();
    }

    public static void main(String[] args) throws Exception {
        Path state = Path.of(args[1]);
        MessageQueue queue = Queues.open(SettingsFile.parse(args[0], "child", state), state);
        var publisher = new Thread(() -> publish(queue));
        publisher.setDaemon(true);
        publisher.start();
        while (true) {
            List<Lease> leases = queue.receive(8, LEASE, Duration.ofSeconds(20));
            leases.forEach(l -> say('R', l.id()));
            for (int i = 0; i < leases.size(); i++) {
                Lease lease = leases.get(i);
                say('E', queue.extend(lease, LEASE).id());
                if (i % 2 == 0) {
                    say('B', lease.id());
                    queue.ack(lease);
                    say('A', lease.id());
                }
            }
        }
    }

    private static void publish(MessageQueue queue) {
        for (int i = 0; i < 100; i++) {
            try {
                say('P', queue.publish(Message.of(("m" + i).getBytes(UTF_8), Map.of())));
            } catch (QueueException e) {
                System.out.println(e);
            }
        }
    }

    /** One write, so that lines of two threads do not mix. */
    private static void say(char what, String id) {
        System.out.print(what + " " + id + "\n");
        System.out.flush();
    }
}
