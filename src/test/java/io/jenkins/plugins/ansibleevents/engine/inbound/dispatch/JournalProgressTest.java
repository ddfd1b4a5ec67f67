package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.EmbeddedQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.EmbeddedSettings;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which messages the status URL knows when only the queue has them. */
class JournalProgressTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private EmbeddedQueue queue;
    private Store store;
    private JournalProgress progress;

    @BeforeEach
    void open() throws Exception {
        queue = EmbeddedQueue.open(directory.resolve("queue.v1.db"), EmbeddedSettings.DEFAULTS);
        store = Store.open(directory.resolve("inbound.v1.db"), 0);
        progress = new JournalProgress(
                queue,
                new MessageJournal(store, Clock.systemUTC(), Retention.USUAL),
                (rule, run) -> EarlierRun.UNKNOWN);
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        store.close();
    }

    private String publish(Map<String, String> attributes) throws Exception {
        return queue.publish(Message.of("{}".getBytes(StandardCharsets.UTF_8), attributes));
    }

    private String publish() throws Exception {
        return publish(Map.of(Message.ENDPOINT, "alerts"));
    }

    private Lease receive() throws Exception {
        return queue.receive(1, LEASE, LEASE).get(0);
    }

    private void isTheirsAlone(String id, String state) {
        assertThat(progress.of("alerts", id))
                .hasValueSatisfying(p -> assertThat(p.path("state").asText()).isEqualTo(state));
        assertThat(progress.of("deploy", id)).as("another endpoint").isEmpty();
    }

    @Test
    void messageThatWaitsIsItsEndpointsAlone() throws Exception {
        String id = publish();

        isTheirsAlone(id, "queued");
        receive();
        isTheirsAlone(id, "scheduled");
    }

    @Test
    void messageThatIsDoneIsItsEndpointsAloneAlsoAfterARestart() throws Exception {
        String id = publish();
        queue.ack(receive());
        isTheirsAlone(id, "done");

        close();
        open();
        // This message gets the place of the other one in the queue.
        publish(Map.of(Message.ENDPOINT, "deploy"));

        isTheirsAlone(id, "done");
    }

    @Test
    void deadLetterIsItsEndpointsAloneAlsoWhenItIsDropped() throws Exception {
        String id = publish();
        queue.deadLetter(receive(), "no reason");
        isTheirsAlone(id, "dead");

        queue.discard(id);

        isTheirsAlone(id, "dropped");
    }

    @Test
    void messageOfAForeignProducerIsNoEndpoints() throws Exception {
        String id = publish(Map.of());

        assertThat(progress.of("alerts", id)).isEmpty();
        queue.ack(receive());
        assertThat(progress.of("alerts", id)).isEmpty();
        assertThat(progress.of("", id)).as("there is no such endpoint").isPresent();
    }
}
