package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.Retention;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.MessageStep.Kind;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.EmbeddedQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded.EmbeddedSettings;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator can find out about messages. */
class MessageReportsTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private EmbeddedQueue queue;
    private Store store;
    private MessageJournal journal;
    private MessageReports reports;

    @BeforeEach
    void open() throws Exception {
        queue = EmbeddedQueue.open(directory.resolve("queue.v1.db"), EmbeddedSettings.DEFAULTS);
        store = Store.open(directory.resolve("inbound.v1.db"), 0);
        journal = new MessageJournal(store, Clock.systemUTC(), Retention.USUAL);
        reports = new MessageReports(
                queue, journal, new JournalProgress(queue, journal, (rule, run) -> EarlierRun.UNKNOWN));
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        store.close();
    }

    private String publish(String body) throws Exception {
        return queue.publish(Message.of(
                body.getBytes(StandardCharsets.UTF_8),
                Map.of(
                        Message.ENDPOINT, "alerts",
                        Message.SENDER, "hmac",
                        Message.RECEIVED, Instant.now().toString())));
    }

    private HeldMessage receive() throws Exception {
        Lease lease = queue.receive(1, LEASE, LEASE).get(0);
        return new HeldMessage(lease, 1);
    }

    @Test
    void messageThatNobodyHasReceivedIsListedWithItsSenderAndContent() throws Exception {
        String id = publish("{\"kind\": 1}");

        assertThat(reports.newest("", 10).rows()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(id);
            assertThat(row.sender()).isEqualTo("hmac");
            assertThat(row.state()).isEqualTo("queued");
        });
        assertThat(reports.message(id).orElseThrow().body()).asString().isEqualTo("{\"kind\": 1}");
    }

    @Test
    void filteredMessageIsCountedInItsOwnStateAlsoAfterARestart() throws Exception {
        publish("{}");
        HeldMessage message = receive();
        journal.state(message, MessageJournal.FILTERED, "");
        queue.ack(message.lease());
        journal.sync();

        close();
        open();

        MessageReports.Page page = reports.newest("filtered", 10);
        assertThat(page.counts()).containsExactly(Map.entry("filtered", 1));
        assertThat(page.rows()).singleElement().satisfies(row -> {
            assertThat(row.sender()).isEqualTo("hmac");
            assertThat(row.steps()).extracting(MessageStep::kind).containsExactly(Kind.FILTERED);
        });
        assertThat(reports.newest("dead", 10).rows()).isEmpty();
    }

    @Test
    void deadLetterThatIsPutBackWaitsAgainAndSaysWhoDidThat() throws Exception {
        String id = publish("{}");
        HeldMessage message = receive();
        journal.state(message, MessageJournal.DEAD, "no such host");
        queue.deadLetter(message.lease(), "no such host");
        assertThat(reports.report(id).orElseThrow().state()).isEqualTo("dead");

        reports.putBack(message.message(), "anna");
        queue.redrive(id);

        MessageReport report = reports.report(id).orElseThrow();
        assertThat(report.state()).isEqualTo("queued");
        assertThat(report.steps())
                .extracting(step -> step.kind() + " " + step.detail())
                .containsExactly("DEAD no such host", "PUT_BACK anna");
    }

    @Test
    void messageWhoseRunIsAskedForWaitsForNothingElse() {
        MessageSteps steps = MessageSteps.NONE.with(MessageStep.of(Instant.EPOCH, Kind.ASKED, "fix"));

        assertThat(steps.waitsForItsRun()).isTrue();
        assertThat(MessageSteps.NONE.waitsForItsRun()).isFalse();
    }

    @Test
    void newestMessagesComeFirstAndTheRestIsCounted() throws Exception {
        for (int i = 0; i < 5; i++) {
            publish("{}");
        }
        String last = publish("{}");

        MessageReports.Page page = reports.newest("", 6);
        assertThat(page.rows().get(0).id()).isEqualTo(last);
        assertThat(reports.newest("queued", 2).rows()).hasSize(2);
        assertThat(page.matching()).isEqualTo(6);
    }

    @Test
    void messageThatIsPostponedForLongKeepsItsFirstAndLastSteps() {
        MessageSteps steps = MessageSteps.NONE;
        for (int i = 0; i < 100; i++) {
            steps = steps.with(MessageStep.of(Instant.ofEpochSecond(i), Kind.RETRIED, "reason " + i));
        }

        assertThat(steps.all()).hasSize(24);
        assertThat(steps.all().get(0).detail()).isEqualTo("reason 0");
        assertThat(steps.all().get(6)).isEqualTo(new MessageStep(Instant.ofEpochSecond(82), Kind.LEFT_OUT, "77"));
        assertThat(steps.all().get(23).detail()).isEqualTo("reason 99");
    }
}
