package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.EmbeddedQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.EmbeddedSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start on a queue of large messages, with a heap of 256 MB. */
class SmallHeapTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path dir;

    private static byte[] body(int id, String element) {
        String start = "{\"id\":" + id + ",\"host\":\"web1\",\"list\":[";
        int times = Math.min(MIB / (element.length() + 1), 480_000) - 20;
        return (start + (element + ",").repeat(times) + element + "]}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void queueOfMessagesOfOneMebibyteIsWorkedThroughWithAHeapOf256Megabytes() throws Exception {
        try (var queue = EmbeddedQueue.open(dir.resolve("queue"), EmbeddedSettings.DEFAULTS)) {
            for (int i = 0; i < 25; i++) {
                queue.publish(message(body(i, "{\"name\":\"web" + i + "\",\"up\":true,\"load\":1.5}")));
            }
            for (int i = 0; i < 10; i++) {
                queue.publish(message(body(i, "0")));
            }
        }
        isWorkedThrough(35);
    }

    /** Messages that together are larger than the memory. */
    @Test
    void queueOfMessagesOfTenMebibytesIsWorkedThroughWithAHeapOf256Megabytes() throws Exception {
        try (var queue = EmbeddedQueue.open(dir.resolve("queue"), EmbeddedSettings.DEFAULTS)) {
            for (int i = 0; i < 4; i++) {
                String text = "x".repeat(10 * MIB);
                queue.publish(message(("{\"id\":" + i + ",\"host\":\"web1\",\"list\":[],\"text\":\"" + text + "\"}")
                        .getBytes(StandardCharsets.UTF_8)));
            }
        }
        isWorkedThrough(4);
    }

    private void isWorkedThrough(int count) throws Exception {
        Path out = dir.resolve("out");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapProcess.class.getName(),
                        dir.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();

        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as(Files.readString(out))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(out)).contains("{done=" + count + ", received=" + count + "} 0 restarts");
    }

    private static Message message(byte[] body) {
        return Message.of(body, Map.of(Message.ENDPOINT, "alerts"));
    }
}
