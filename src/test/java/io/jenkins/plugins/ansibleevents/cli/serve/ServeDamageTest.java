package io.jenkins.plugins.ansibleevents.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} with damaged files in its state directory. */
class ServeDamageTest {

    @TempDir
    Path dir;

    private Path config;

    @BeforeEach
    void accept() throws Exception {
        config = Files.writeString(
                dir.resolve("serve.yml"), "listen: 127.0.0.1:0\nendpoints: { all: { auth: none } }\n");
        try (ServeProcess serve = ServeProcess.start(config)) {
            for (int i = 0; i < 20; i++) {
                assertThat(serve.post("all", "{\"n\":" + i + "}").statusCode()).isEqualTo(202);
            }
            assertThat(serve.terminate()).isZero();
        }
    }

    @Test
    void lostMessagesAreSaidAtTheStartAndInHealthAndNothingIsTaken() throws Exception {
        Path queue = dir.resolve("state/queue/queue.v1.db");
        byte[] bytes = Files.readAllBytes(queue);
        Files.write(queue, Arrays.copyOf(bytes, bytes.length / 2));

        try (ServeProcess serve = ServeProcess.start(config)) {
            HttpResponse<String> health = serve.get("/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body())
                    .contains("\"status\":\"down\"")
                    .contains("cannot be used: ")
                    .contains("20 in messages")
                    .contains("save what can be read with ansible-events queue salvage");
            assertThat(serve.post("all", "{}").statusCode()).isEqualTo(503);
            assertThat(serve.log()).contains("embedded queue " + queue).contains("queue salvage");
            assertThat(serve.get("/metrics").body()).contains("ansible_events_queue_up 0");
        }
        assertThat(queue).hasSize(bytes.length / 2);
    }

    @Test
    void damagedJournalIsBegunAnewWithAWord() throws Exception {
        Path journal = dir.resolve("state/inbound.v1.db");
        Files.write(journal, new byte[0]);

        try (ServeProcess serve = ServeProcess.start(config)) {
            HttpResponse<String> health = serve.get("/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains(journal + " has lost entries: it is empty; it held, at ");
            assertThat(serve.log()).contains(journal + " has lost entries: ");
            assertThat(serve.post("all", "{}").statusCode()).isEqualTo(202);
        }
        try (var files = Files.list(dir.resolve("state"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.matches("inbound\\.v1\\.db\\.damaged-\\d{8}T\\d{6}Z"));
        }
    }

    @Test
    void newerFileIsSaidAndNothingIsStarted() throws Exception {
        Path queue = dir.resolve("state/queue/queue.v1.db");
        try (var store = org.h2.mvstore.MVStore.open(queue.toString())) {
            store.openMap("2:long:messages").put(1L, "x");
        }

        Process process = ServeProcess.launch(config);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(Files.readString(dir.resolve("serve.log")))
                .contains("it was written by a newer version of Ansible Events")
                .doesNotContain("internal error");
    }
}
