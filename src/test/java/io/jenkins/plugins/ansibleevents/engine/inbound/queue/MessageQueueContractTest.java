package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.ansibleevents.broker.CuttableProxy;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promises of {@link MessageQueue}, for every kind of queue, against the real thing. */
public abstract class MessageQueueContractTest {

    protected static final Duration LEASE = Duration.ofSeconds(30);
    protected static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Of processes that are killed; more on request: {@code -Dcrash.rounds=25}. */
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 2);

    @TempDir
    protected Path directory;

    private final List<MessageQueue> opened = new ArrayList<>();

    /**
     * Makes a fresh queue and returns its settings, the mapping below {@code queue:}. Called once a test.
     *
     * @param ordered whether messages need an order per key
     */
    protected abstract String settings(int maxAttempts, boolean ordered) throws Exception;

    /** Kills the broker and starts it again on its data. */
    protected abstract void restartBroker();

    /** The network between the queue and its broker; empty when there is none. */
    protected abstract Optional<CuttableProxy> network();

    @AfterEach
    void closeQueues() {
        network().ifPresent(CuttableProxy::heal);
        opened.forEach(MessageQueue::close);
    }

    protected final MessageQueue open(String settings) throws SettingsException, QueueException {
        MessageQueue queue = Queues.open(SettingsFile.parse(settings, "serve.yml", directory), directory);
        opened.add(queue);
        return queue;
    }

    private MessageQueue queue() throws Exception {
        return open(settings(10, false));
    }

    protected static Message message(String text) {
        return Message.of(text.getBytes(UTF_8), Map.of());
    }

    protected static String text(Message message) {
        return new String(message.body(), UTF_8);
    }

    protected static Lease one(MessageQueue queue) throws Exception {
        return one(queue, LEASE);
    }

    protected static Lease one(MessageQueue queue, Duration lease) throws Exception {
        List<Lease> received = queue.receive(1, lease, LONG);
        assertThat(received).hasSize(1);
        return received.get(0);
    }

    @Test
    void idBodyAndAttributesTravel() throws Exception {
        MessageQueue queue = queue();
        var attributes = new HashMap<String, String>();
        attributes.put(Message.CONTENT_TYPE, "application/json; charset=utf-8");
        attributes.put(Message.ENDPOINT, "alerts");
        attributes.put(Message.DELIVERY_ID, "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        attributes.put(Message.SENDER, "203.0.113.7");
        attributes.put(Message.RECEIVED, Instant.parse("2026-01-02T03:04:05Z").toString());
        attributes.put(Message.TRACEPARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        attributes.put("empty", "");
        for (int i = 0; i < 8; i++) {
            attributes.put("further-" + i, "Grüße \u65e5\u672c " + i);
        }
        var message = Message.of("{\"kind\":\"disk\"}".getBytes(UTF_8), attributes);

        assertThat(queue.publish(message)).isEqualTo(message.id());
        Lease lease = one(queue);

        assertThat(lease.message()).isEqualTo(message);
        assertThat(lease.attempt()).isEqualTo(1);
        assertThat(lease.until()).isAfter(Instant.now());
        queue.ack(lease);
        assertThat(queue.receive(1, LEASE, SHORT)).isEmpty();
    }

    @Test
    void anyBytesTravel() throws Exception {
        MessageQueue queue = queue();
        byte[] bytes = new byte[100_000];
        new java.util.Random(1).nextBytes(bytes);
        queue.publish(Message.of(bytes, Map.of()));
        queue.publish(Message.of(new byte[0], Map.of()));
        queue.publish(Message.of("\u0000\uFFFE text".getBytes(UTF_8), Map.of()));

        var bodies = new ArrayList<byte[]>();
        for (int i = 0; i < 3; i++) {
            Lease lease = one(queue);
            bodies.add(lease.message().body());
            queue.ack(lease);
        }

        assertThat(bodies)
                .usingElementComparator(java.util.Arrays::compare)
                .containsExactlyInAnyOrder(bytes, new byte[0], "\u0000\uFFFE text".getBytes(UTF_8));
    }

    @Test
    void leaseThatRunsOutComesAgainAsAnotherAttempt() throws Exception {
        MessageQueue queue = queue();
        String id = queue.publish(message("a"));
        assertThat(one(queue, SECOND).attempt()).isEqualTo(1);

        Lease again = one(queue);

        assertThat(again.id()).isEqualTo(id);
        assertThat(again.attempt()).isEqualTo(2);
        queue.ack(again);
    }

    @Test
    void extendedLeaseIsNobodyElses() throws Exception {
        MessageQueue queue = queue();
        queue.publish(message("a"));
        Lease lease = queue.extend(one(queue, SECOND), LEASE);

        assertThat(queue.receive(1, LEASE, Duration.ofMillis(1500))).isEmpty();
        queue.ack(lease);
    }

    @Test
    void givenBackMessageComesAfterItsDelay() throws Exception {
        MessageQueue queue = queue();
        queue.publish(message("a"));
        queue.nack(one(queue), Duration.ofSeconds(2), "receiver is down");

        assertThat(queue.receive(1, LEASE, SHORT)).isEmpty();
        Lease again = one(queue);

        assertThat(again.attempt()).isEqualTo(2);
        queue.nack(again, Duration.ZERO, "still down");
        assertThat(one(queue).attempt()).isEqualTo(3);
    }

    @Test
    void messagesOfAnEndpointThatAreNotWantedNowDoNotHoldUpOthers() throws Exception {
        MessageQueue queue = queue();
        for (int i = 0; i < 5; i++) {
            queue.publish(Message.of("flood".getBytes(UTF_8), Map.of(Message.ENDPOINT, "busy")));
        }
        String id = queue.publish(Message.of("one".getBytes(UTF_8), Map.of(Message.ENDPOINT, "quiet")));
        Admission quietOnly = (endpoint, bytes) -> endpoint.equals("quiet");

        var received = new ArrayList<String>();
        Awaitility.await().atMost(LONG).until(() -> {
            queue.receive(10, LEASE, SECOND, quietOnly).forEach(l -> received.add(l.id()));
            return received.contains(id);
        });

        // Amazon has no way to receive only some of a queue's messages.
        assertThat(received).hasSize(queue.description().startsWith("SQS") ? received.size() : 1);
    }

    @Test
    void messagesInHandComeAtOnceAfterAnOrderlyEnd() throws Exception {
        String settings = settings(10, false);
        MessageQueue queue = open(settings);
        String id = queue.publish(message("a"));
        one(queue, Duration.ofHours(1));
        queue.close();

        Lease again = one(open(settings));

        assertThat(again.id()).isEqualTo(id);
    }

    @Test
    void messagesThatWereAcknowledgedCanBePublishedAgainOrAsDeadLetters() throws Exception {
        MessageQueue queue = open(settings(10, true));
        Message message = message("a").withOrderingKey("db1");
        queue.publish(message);
        queue.ack(one(queue));

        queue.publishAgain(message);
        Lease again = one(queue);
        assertThat(again.message()).isEqualTo(message);
        queue.ack(again);
        queue.publishDead(message, "its run was cut off");

        DeadLetter letter = deadLetter(queue);
        assertThat(letter.message()).isEqualTo(message);
        assertThat(letter.reason()).isEqualTo("its run was cut off");
        assertThat(queue.receive(1, LEASE, SHORT)).isEmpty();
    }

    @Test
    void messagesOfOneKeyComeOneAfterTheOtherInTheirOrder() throws Exception {
        MessageQueue queue = open(settings(10, true));
        for (int i = 0; i < 15; i++) {
            queue.publish(message("host" + i % 3 + "/" + i / 3).withOrderingKey("host" + i % 3));
        }
        var seen = new HashMap<String, List<String>>();
        for (int done = 0; done < 15; ) {
            List<Lease> leases = queue.receive(10, LEASE, LONG);
            assertThat(leases).isNotEmpty();
            var batch = new HashMap<String, List<Lease>>();
            leases.forEach(l -> batch.computeIfAbsent(l.message().orderingKey(), k -> new ArrayList<>())
                    .add(l));
            batch.forEach((k, all) -> all.forEach(
                    l -> seen.computeIfAbsent(k, x -> new ArrayList<>()).add(text(l.message()))));
            queue.ackAll(leases);
            done += leases.size();
        }

        assertThat(seen).hasSize(3);
        seen.forEach((key, texts) ->
                assertThat(texts).containsExactly(key + "/0", key + "/1", key + "/2", key + "/3", key + "/4"));
    }

    @Test
    void failedMessageHoldsBackTheOthersOfItsKey() throws Exception {
        MessageQueue queue = open(settings(10, true));
        queue.publish(message("first").withOrderingKey("db1"));
        Lease first = one(queue);
        queue.publish(message("second").withOrderingKey("db1"));
        assertThat(queue.receive(1, LEASE, SHORT)).isEmpty();

        queue.nack(first, SECOND, "locked");

        Lease again = one(queue);
        assertThat(text(again.message())).isEqualTo("first");
        queue.ack(again);
        assertThat(text(one(queue).message())).isEqualTo("second");
    }

    @Test
    void messageThatIsGivenUpIsADeadLetterWithItsReason() throws Exception {
        MessageQueue queue = open(settings(3, false));
        String id = queue.publish(message("poison"));
        for (int attempt = 1; attempt <= 2; attempt++) {
            Lease lease = one(queue);
            assertThat(lease.attempt()).isEqualTo(attempt);
            queue.nack(lease, Duration.ZERO, "playbook not found");
        }
        queue.deadLetter(one(queue), "playbook not found");

        assertThat(queue.receive(1, LEASE, SHORT)).isEmpty();
        DeadLetter letter = deadLetter(queue);
        assertThat(letter.id()).isEqualTo(id);
        assertThat(letter.reason()).contains("playbook not found");
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(text(letter.message())).isEqualTo("poison");
    }

    @Test
    void messageThatWasReceivedOftenIsNoDeadLetterByThat() throws Exception {
        String settings = settings(1, false);
        MessageQueue queue = open(settings);
        assertThat(queue.maxAttempts()).isOne();
        queue.publish(message("waits for a window"));
        one(queue, SECOND);
        queue.nack(one(queue), Duration.ZERO, "no room");
        queue.close();

        assertThat(text(one(open(settings)).message())).isEqualTo("waits for a window");
    }

    @Test
    void deadLetterIsPublishedAgainAsEdited() throws Exception {
        MessageQueue queue = queue();
        queue.publish(Message.of("{}".getBytes(UTF_8), Map.of(Message.ENDPOINT, "alerts")));
        queue.publish(message("other"));
        for (Lease lease : List.of(one(queue), one(queue))) {
            queue.deadLetter(lease, "/kind is required");
        }
        DeadLetter letter =
                Awaitility.await().atMost(LONG).until(() -> queue.deadLetters(10), l -> l.size() == 2).stream()
                        .filter(d -> text(d.message()).equals("{}"))
                        .findFirst()
                        .orElseThrow();
        assertThat(letter.reason()).isEqualTo("/kind is required");

        assertThat(queue.redrive(letter.id(), letter.message().withBody("{\"kind\":1}".getBytes(UTF_8))))
                .isTrue();
        Lease again = one(queue);

        assertThat(text(again.message())).isEqualTo("{\"kind\":1}");
        assertThat(again.id()).isEqualTo(letter.id());
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.message().endpoint()).contains("alerts");
        queue.ack(again);
        assertThat(queue.deadLetters(10)).extracting(d -> text(d.message())).containsExactly("other");
        assertThat(queue.redrive(letter.id())).isFalse();
    }

    /** How often a message arrives that two gateways have published with the id of their delivery. */
    protected int copiesOfARepetition() {
        return 2;
    }

    private Message ofADelivery() {
        String id = MessageIds.of("alerts/" + MessageIds.next(), Instant.EPOCH);
        return message("once").withId(id);
    }

    @Test
    void repetitionOfADeliveryHasItsId() throws Exception {
        MessageQueue queue = open(settings(10, true));
        Message message = ofADelivery();

        queue.publish(message);
        queue.publish(message);

        for (int i = 0; i < copiesOfARepetition(); i++) {
            Lease lease = one(queue);
            assertThat(lease.message()).isEqualTo(message);
            queue.ack(lease);
        }
        assertThat(queue.receive(1, LEASE, SHORT)).isEmpty();
    }

    @Test
    void messageOfADeliveryComesAgainWhenItIsPublishedAgain() throws Exception {
        MessageQueue queue = open(settings(10, true));
        Message message = ofADelivery();
        queue.publish(message);
        queue.ack(one(queue));

        queue.publishAgain(message);
        Lease again = one(queue);
        assertThat(again.message()).isEqualTo(message);
        queue.deadLetter(again, "for a look");
        Awaitility.await().atMost(LONG).until(() -> queue.deadLetters(10).size() == 1);
        assertThat(queue.redrive(message.id())).isTrue();

        Lease third = one(queue);
        assertThat(third.message()).isEqualTo(message);
        queue.ack(third);
        assertThat(queue.receive(1, LEASE, SHORT)).isEmpty();
    }

    @Test
    void allDeadLettersArePublishedAgainOrDropped() throws Exception {
        MessageQueue queue = queue();
        var ids = new HashSet<String>();
        for (int i = 0; i < 12; i++) {
            ids.add(queue.publish(message("m" + i)));
        }
        for (int i = 0; i < 12; i++) {
            queue.deadLetter(one(queue), "no rule matches");
        }
        Awaitility.await().atMost(LONG).until(() -> queue.deadLetters(20).size() == 12);
        assertThat(queue.discard(ids.iterator().next())).isTrue();
        assertThat(queue.discard("nobody")).isFalse();
        ids.remove(ids.iterator().next());

        assertThat(queue.redriveAll()).isEqualTo(11);

        assertThat(drain(queue, ids)).isEqualTo(ids);
        assertThat(queue.deadLetters(20)).isEmpty();
    }

    @Test
    void manyAtOnceAreAllThereOnce() throws Exception {
        MessageQueue queue = queue();
        var published = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < 300; i++) {
            published.add(queue.publishAsync(message("m" + i)));
        }
        var ids = new HashSet<String>();
        for (CompletableFuture<String> one : published) {
            ids.add(one.get(30, TimeUnit.SECONDS));
        }
        assertThat(ids).hasSize(300);

        var received = new ArrayList<String>();
        while (received.size() < 300) {
            List<Lease> leases = queue.receive(50, LEASE, LONG);
            assertThat(leases).isNotEmpty();
            leases.forEach(l -> received.add(l.id()));
            queue.ackAll(leases);
        }

        assertThat(received).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
        assertThat(queue.receive(1, LEASE, SHORT)).isEmpty();
    }

    @Test
    void outOfOrderAcknowledgementsAreKept() throws Exception {
        String settings = settings(10, false);
        MessageQueue queue = open(settings);
        for (int i = 0; i < 6; i++) {
            queue.publish(message("m" + i));
        }
        var held = new ArrayList<Lease>();
        while (held.size() < 6) {
            held.addAll(queue.receive(6 - held.size(), Duration.ofSeconds(2), LONG));
        }
        var open = new HashSet<String>();
        for (int i = 0; i < 6; i++) {
            if (i % 2 == 0) {
                open.add(held.get(i).id());
            } else {
                queue.ack(held.get(i));
            }
        }
        queue.close();

        assertThat(drain(open(settings), open)).isEqualTo(open);
    }

    @Test
    void waitingReceiverIsToldWhenTheQueueCloses() throws Exception {
        MessageQueue queue = queue();
        queue.publish(message("a"));
        queue.ack(one(queue));
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> queue.receive(1, LEASE, Duration.ofMinutes(1))));

        queue.close();
        queue.close();

        assertThat(ended.get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.CLOSED));
        assertThatThrownBy(() -> queue.publish(message("b")))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.CLOSED));
    }

    @Test
    void numbersTellWhatWaits() throws Exception {
        MessageQueue queue = queue();
        queue.publish(message("a"));
        queue.publish(message("b"));
        Lease lease = one(queue);

        Awaitility.await().atMost(LONG).untilAsserted(() -> {
            QueueDepth depth = queue.depth();
            depth.queued().ifPresent(n -> assertThat(n).isEqualTo(1));
            depth.leased().ifPresent(n -> assertThat(n).isEqualTo(1));
        });

        assertThat(queue.status(lease.id()).orElseThrow().state()).isEqualTo(MessageState.LEASED);
        assertThat(queue.health().up()).isTrue();
        assertThat(queue.description()).isNotEmpty();
    }

    @Test
    void brokerRestartInTheMiddleLosesNothing() throws Exception {
        MessageQueue queue = queue();
        var open = new HashSet<String>();
        for (int i = 0; i < 20; i++) {
            open.add(queue.publish(message("m" + i)));
        }
        for (int i = 0; i < 5; i++) {
            Lease lease = one(queue, Duration.ofSeconds(3));
            if (i % 2 == 0) {
                queue.ack(lease);
                open.remove(lease.id());
            }
        }

        restartBroker();

        assertThat(drain(queue, open)).isEqualTo(open);
        Awaitility.await().atMost(LONG).ignoreExceptions().until(() -> queue.publish(message("after")) != null);
    }

    @Test
    void cutNetworkIsReportedAndHealsItself() throws Exception {
        CuttableProxy network = network().orElse(null);
        Assumptions.assumeTrue(network != null, "this queue needs no network");
        MessageQueue queue = queue();
        String before = queue.publish(message("before"));
        Lease held = one(queue, Duration.ofSeconds(3));
        network.cut();

        assertThatThrownBy(() -> queue.publish(message("lost?")))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.UNAVAILABLE));
        assertThat(queue.health().up()).isFalse();
        assertThat(queue.health().lastError()).isNotEmpty();
        network.heal();

        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .ignoreExceptions()
                .until(() -> queue.publish(message("after")) != null);
        Set<String> left = Set.of(held.id());
        assertThat(drain(queue, left)).contains(before);
        assertThat(queue.health().up()).isTrue();
    }

    /** When a consumer process is killed. */
    enum KillPoint {
        AFTER_PUBLISH,
        AFTER_RECEIVE,
        AFTER_ACK,
        WHILE_RUNNING
    }

    @ParameterizedTest
    @EnumSource(KillPoint.class)
    void killedProcessLosesNothingAndRepeatsNothingAcknowledged(KillPoint point) throws Exception {
        String settings = settings(50, false);
        var journal = new QueueChild.Journal();
        for (int round = 0; round < ROUNDS; round++) {
            QueueChild.runAndKill(settings, directory, point.name(), journal);
        }
        assertThat(journal.published()).isNotEmpty();

        Set<String> open = journal.open();
        Set<String> received = drain(open(settings), open);

        assertThat(received).containsAll(open);
        received.retainAll(journal.acknowledged());
        assertThat(received).as("received again after the acknowledgement").isEmpty();
        assertThat(journal.receivedAfterAck()).isEmpty();
    }

    /** Receives and acknowledges until all these have arrived, and a little longer; returns the received ones. */
    protected static Set<String> drain(MessageQueue queue, Set<String> expected) throws Exception {
        var received = new HashSet<String>();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!received.containsAll(expected) && System.nanoTime() < end) {
            receiveAndAck(queue, received, SECOND);
        }
        receiveAndAck(queue, received, SHORT);
        return received;
    }

    private static void receiveAndAck(MessageQueue queue, Set<String> received, Duration wait) throws Exception {
        try {
            List<Lease> leases = queue.receive(50, LEASE, wait);
            queue.ackAll(leases);
            leases.forEach(l -> received.add(l.id()));
        } catch (QueueException e) {
            assertThat(e.kind()).isIn(QueueException.Kind.UNAVAILABLE, QueueException.Kind.LEASE_LOST);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static DeadLetter deadLetter(MessageQueue queue) throws ExecutionException, InterruptedException {
        return Awaitility.await()
                .atMost(LONG)
                .until(() -> queue.deadLetters(10), l -> l.size() == 1)
                .get(0);
    }
}
