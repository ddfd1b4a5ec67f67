package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Published;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the embedded queue alone. */
class EmbeddedQueueTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long WHAT_IDS_OF_20_000_TAKE = 12_000_000;

    @TempDir
    private Path directory;

    private Clock clock = Clock.systemUTC();
    private EmbeddedQueue queue;

    @BeforeEach
    void open() throws Exception {
        open(EmbeddedSettings.DEFAULTS);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private void open(EmbeddedSettings settings) throws Exception {
        if (queue != null) {
            queue.close();
        }
        queue = EmbeddedQueue.open(directory.resolve("queue.v1.db"), settings, clock);
    }

    private void pass(Duration time) throws Exception {
        clock = Clock.fixed(Instant.now().plus(time), ZoneOffset.UTC);
        open(EmbeddedSettings.DEFAULTS);
    }

    private static EmbeddedSettings limits(long messages, long bytes, long history) {
        return new EmbeddedSettings(messages, bytes, 3, history, Duration.ofDays(1), 3);
    }

    private static Message message(String text) {
        return Message.of(text.getBytes(UTF_8), Map.of());
    }

    private Lease one() throws Exception {
        return queue.receive(1, LEASE, LEASE).get(0);
    }

    @Test
    void repeatedDeliveryIsAnsweredWithTheFirstId() throws Exception {
        Published first = queue.publishUnique(message("a"), "alerts/1", HOUR);
        Published again = queue.publishUnique(message("a"), "alerts/1", HOUR);
        Published other = queue.publishUnique(message("a"), "alerts/2", HOUR);

        assertThat(again).isEqualTo(new Published(first.id(), true));
        assertThat(other.repeated()).isFalse();
        assertThat(queue.depth().queued()).hasValue(2);
        open(EmbeddedSettings.DEFAULTS);
        assertThat(queue.publishUnique(message("a"), "alerts/1", HOUR).repeated())
                .isTrue();
    }

    @Test
    void deliveryIsNewAgainAfterItsWindow() throws Exception {
        queue.publishUnique(message("a"), "alerts/1", HOUR);
        pass(HOUR.plusMinutes(1));

        assertThat(queue.publishUnique(message("a"), "alerts/1", HOUR).repeated())
                .isFalse();
        assertThat(queue.publishUnique(message("a"), "alerts/1", HOUR).repeated())
                .isTrue();
    }

    @Test
    void sameDeliveryFromManyThreadsIsStoredOnce() {
        var all = new ArrayList<CompletableFuture<Published>>();
        for (int i = 0; i < 50; i++) {
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return queue.publishUnique(message("a"), "alerts/1", HOUR);
                } catch (QueueException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }

        assertThat(all.stream().map(CompletableFuture::join).filter(p -> !p.repeated()))
                .hasSize(1);
        assertThat(all.stream().map(f -> f.join().id()).distinct()).hasSize(1);
        assertThat(queue.depth().queued()).hasValue(1);
    }

    @Test
    void fullQueueSaysWhatToDoAndTakesAgainAfterTheDrain() throws Exception {
        open(limits(2, 1 << 20, 10));
        queue.publish(message("a"));
        queue.publish(message("b"));

        assertThatThrownBy(() -> queue.publish(message("c")))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.FULL))
                .hasMessageContaining("is full: 2 messages")
                .hasMessageContaining("maxMessages (2)");

        queue.ack(one());
        queue.publish(message("c"));
        assertThat(queue.depth().queued()).hasValue(2);
    }

    @Test
    void deliveriesOfFinishedMessagesAreForgottenWhenThereAreTooManyThoseOfOthersNever() throws Exception {
        open(limits(100, 1 << 20, 100));
        for (int i = 0; i < 8; i++) {
            queue.publishUnique(message("m"), "done/" + i, HOUR);
            queue.ack(one());
        }
        for (int i = 0; i < 8; i++) {
            queue.publishUnique(message("m"), "open/" + i, HOUR);
        }

        for (int i = 0; i < 8; i++) {
            assertThat(queue.publishUnique(message("m"), "open/" + i, HOUR).repeated())
                    .isTrue();
        }
        assertThat(queue.publishUnique(message("m"), "done/0", HOUR).repeated()).isFalse();
    }

    @Test
    void fullQueueStillKnowsRepeatedDeliveries() throws Exception {
        open(limits(1, 1 << 20, 10));
        queue.publishUnique(message("a"), "k", HOUR);

        assertThat(queue.publishUnique(message("a"), "k", HOUR).repeated()).isTrue();
        assertThatThrownBy(() -> queue.publishUnique(message("b"), "k2", HOUR)).hasMessageContaining("is full");
    }

    @Test
    void bytesAreLimitedAlsoAfterARestart() throws Exception {
        open(limits(100, 3000, 10));
        queue.publish(Message.of(new byte[2000], Map.of()));
        open(limits(100, 3000, 10));

        assertThatThrownBy(() -> queue.publish(Message.of(new byte[2000], Map.of())))
                .hasMessageContaining("is full");
        assertThatThrownBy(() -> queue.publish(Message.of(new byte[4000], Map.of())))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.TOO_LARGE));
        queue.ack(one());
        queue.publish(Message.of(new byte[2000], Map.of()));
    }

    @Test
    void delayAttemptsAndReasonSurviveARestart() throws Exception {
        String id = queue.publish(message("a"));
        queue.nack(one(), HOUR, "receiver is down");
        open(EmbeddedSettings.DEFAULTS);

        assertThat(queue.receive(1, LEASE, Duration.ZERO)).isEmpty();
        MessageStatus status = queue.status(id).orElseThrow();
        assertThat(status.state()).isEqualTo(MessageState.DELAYED);
        assertThat(status.reason()).isEqualTo("receiver is down");
        pass(HOUR.plusMinutes(1));
        assertThat(one().attempt()).isEqualTo(2);
    }

    @Test
    void statesOfAMessageAreToldById() throws Exception {
        String done = queue.publish(message("done"));
        queue.ack(one());
        String dead = queue.publish(message("dead"));
        queue.deadLetter(one(), "no rule");
        String leased = queue.publish(message("leased"));
        one();
        String queued = queue.publish(message("queued"));

        assertThat(List.of(done, dead, leased, queued))
                .map(id -> queue.status(id).orElseThrow().state())
                .containsExactly(MessageState.DONE, MessageState.DEAD, MessageState.LEASED, MessageState.QUEUED);
        assertThat(queue.status("nobody")).isEmpty();
        for (MessageState state :
                List.of(MessageState.DONE, MessageState.DEAD, MessageState.LEASED, MessageState.QUEUED)) {
            assertThat(queue.list(state, 10))
                    .singleElement()
                    .extracting(MessageStatus::state)
                    .isEqualTo(state);
        }
        assertThat(queue.deadLetter(dead).orElseThrow().reason()).isEqualTo("no rule");
        queue.discard(dead);
        assertThat(queue.status(dead).orElseThrow().state()).isEqualTo(MessageState.DROPPED);
    }

    @Test
    void historyKeepsTheYoungestOnly() throws Exception {
        open(limits(100, 1 << 20, 3));
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(queue.publish(message("m")));
            queue.ack(one());
        }

        assertThat(ids).map(id -> queue.status(id).isPresent()).containsExactly(false, false, true, true, true);
    }

    @Test
    void spaceIsGivenBackAfterTheDrain() throws Exception {
        fillAndDrain(20_000);

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.size(directory.resolve("queue.v1.db")) < WHAT_IDS_OF_20_000_TAKE);
    }

    @Test
    void spaceIsGivenBackWhileMessagesKeepComing() throws Exception {
        fillAndDrain(20_000);

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            for (int i = 0; i < 10; i++) { // never idle for a second, after which there would be nothing to do
                queue.publish(message("next"));
                queue.ack(one());
            }
            return Files.size(directory.resolve("queue.v1.db")) < WHAT_IDS_OF_20_000_TAKE;
        });
    }

    private void fillAndDrain(int count) throws Exception {
        var sent = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < count; i++) {
            sent.add(queue.publishAsync(Message.of(new byte[1024], Map.of())));
        }
        sent.forEach(CompletableFuture::join);
        assertThat(Files.size(directory.resolve("queue.v1.db"))).isGreaterThan(15_000_000);
        var ids = new HashSet<String>();
        for (List<Lease> some = queue.receive(500, LEASE, Duration.ZERO); !some.isEmpty(); ) {
            some.forEach(l -> ids.add(l.id()));
            queue.ackAll(some);
            some = queue.receive(500, LEASE, Duration.ZERO);
        }
        assertThat(ids).hasSize(count);
    }

    @Test
    void redrivenDeadLetterComesLastWithFreshAttempts() throws Exception {
        open(limits(100, 1 << 20, 10));
        String id = queue.publish(message("a"));
        queue.nack(one(), Duration.ZERO, "no");
        queue.deadLetter(one(), "no");
        queue.publish(message("b"));
        assertThat(queue.redrive(id)).isTrue();

        assertThat(new String(one().message().body(), UTF_8)).isEqualTo("b");
        Lease again = one();
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.attempt()).isEqualTo(1);
    }
}
