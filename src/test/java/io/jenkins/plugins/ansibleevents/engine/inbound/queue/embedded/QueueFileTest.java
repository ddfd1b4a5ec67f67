package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A damaged queue file: every accepted message is there, or its loss is reported and the queue stays closed. */
class QueueFileTest {

    private static final int MESSAGES = 200;
    private static final int BLOCK = 4096;
    private static final Duration LEASE = Duration.ofSeconds(30);

    private interface Step {
        void on(Path file, Path olderCopy) throws IOException;
    }

    enum Damage {
        CUT_TO_HALF((f, old) -> rewrite(f, b -> Arrays.copyOf(b, b.length / 2))),
        CUT_BY_A_BYTE((f, old) -> rewrite(f, b -> Arrays.copyOf(b, b.length - 1))),
        CUT_BY_A_BLOCK((f, old) -> rewrite(f, b -> Arrays.copyOf(b, b.length - BLOCK))),
        LAST_BLOCK_FLIPPED((f, old) -> rewrite(f, b -> flipped(b, b.length - BLOCK, BLOCK))),
        MIDDLE_FLIPPED((f, old) -> rewrite(f, b -> flipped(b, b.length / 2, BLOCK))),
        ONE_HEADER_FLIPPED((f, old) -> rewrite(f, b -> flipped(b, 0, BLOCK))),
        HEADERS_FLIPPED((f, old) -> rewrite(f, b -> flipped(b, 0, 2 * BLOCK))),
        EMPTIED((f, old) -> rewrite(f, b -> new byte[0])),
        REMOVED((f, old) -> Files.delete(f)),
        OLDER_COPY((f, old) -> Files.copy(old, f, StandardCopyOption.REPLACE_EXISTING));

        private final Step step;

        Damage(Step step) {
            this.step = step;
        }

        private static void rewrite(Path file, java.util.function.UnaryOperator<byte[]> change) throws IOException {
            Files.write(file, change.apply(Files.readAllBytes(file)));
        }

        private static byte[] flipped(byte[] bytes, int from, int length) {
            for (int i = from; i < from + length; i++) {
                bytes[i] ^= (byte) 0xff;
            }
            return bytes;
        }
    }

    @TempDir
    private Path directory;

    private Path file;
    private Path older;
    private final Set<String> accepted = new HashSet<>();
    private EmbeddedQueue queue;

    @BeforeEach
    void fill() throws Exception {
        file = directory.resolve(QueueFile.NAME);
        older = directory.resolve("older");
        for (int i = 0; i < MESSAGES; i++) {
            if (i == MESSAGES / 2) {
                close();
                Files.copy(file, older);
            }
            open();
            accepted.add(queue.publishUnique(message(i), "alerts/" + i, Duration.ofHours(1))
                    .id());
        }
        close();
    }

    @AfterEach
    void close() {
        if (queue != null) {
            queue.close();
        }
        queue = null;
    }

    private void open() throws QueueException {
        queue = queue == null ? EmbeddedQueue.open(file, EmbeddedSettings.DEFAULTS) : queue;
    }

    private static Message message(int i) {
        return Message.of(("message " + i + " ".repeat(500)).getBytes(UTF_8), Map.of());
    }

    private Set<String> received() throws Exception {
        var ids = new HashSet<String>();
        for (List<Lease> some = queue.receive(100, LEASE, Duration.ZERO); !some.isEmpty(); ) {
            some.forEach(lease -> ids.add(lease.id()));
            some = queue.receive(100, LEASE, Duration.ZERO);
        }
        return ids;
    }

    @ParameterizedTest
    @EnumSource
    void noMessageIsMissingWithoutAWord(Damage damage) throws Exception {
        damage.step.on(file, older);
        QueueException said = null;
        try {
            open();
        } catch (QueueException e) {
            said = e;
        }
        if (said == null) {
            assertThat(received()).isEqualTo(accepted);
            close();
            assertThat(QueueFile.check(file).problem()).isEmpty();
            return;
        }
        assertThat(said.kind()).isEqualTo(QueueException.Kind.DAMAGED);
        assertThat(said)
                .hasMessageStartingWith("embedded queue " + file + ": the store " + file + " cannot be used: ")
                .hasMessageContaining("it held, at ")
                .hasMessageContaining(MESSAGES + " in messages")
                .hasMessageEndingWith(
                        "Nothing is taken or handled until somebody has looked: put the right file back, or"
                                + " save what can be read with ansible-events queue salvage");
        assertThat(QueueFile.check(file).messagesBefore()).hasValue(MESSAGES);
    }

    @ParameterizedTest
    @EnumSource
    void salvagedQueueHasWhatCanBeReadAndGoesOn(Damage damage) throws Exception {
        damage.step.on(file, older);
        long readable = QueueFile.check(file).messages();

        QueueFile.Salvaged salvaged = QueueFile.salvage(file);

        open();
        Set<String> received = received();
        assertThat(received).hasSize((int) salvaged.messages()).isSubsetOf(accepted);
        assertThat(salvaged.messages()).isGreaterThanOrEqualTo(readable);
        for (String id : salvaged.lost()) {
            assertThat(accepted).contains(id);
            assertThat(received).doesNotContain(id);
            assertThat(queue.status(id)).isEmpty();
        }
        // A repeated delivery is accepted when its message was lost, and known when it was not.
        for (int i = 0; i < MESSAGES; i++) {
            queue.publishUnique(message(i), "alerts/" + i, Duration.ofHours(1));
        }
        long known = received.size() + received().size();
        assertThat(known).isBetween((long) MESSAGES, 2L * MESSAGES);
        assertThat(queue.health().up()).isTrue();
    }

    @Test
    void idsOfLostMessagesAreKnownAndTheirDeliveriesNewAgain() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("message 7 ");
        bytes[at] ^= 1;
        Files.write(file, bytes);

        QueueFile.Salvaged salvaged = QueueFile.salvage(file);

        assertThat(salvaged.lost())
                .hasSize((int) (MESSAGES - salvaged.messages()))
                .isNotEmpty();
        open();
        assertThat(queue.publishUnique(message(7), "alerts/7", LEASE).repeated())
                .isFalse();
        assertThat(queue.publishUnique(message(150), "alerts/150", LEASE).repeated())
                .isTrue();
        assertThat(queue.depth().queued()).hasValue(salvaged.messages() + 1);
    }

    @Test
    void deadLettersAttemptsAndBytesAreSaved() throws Exception {
        open();
        var dead = new ArrayList<String>();
        for (Lease lease : queue.receive(3, LEASE, Duration.ZERO)) {
            queue.deadLetter(lease, "no rule");
            dead.add(lease.id());
        }
        close();
        Damage.HEADERS_FLIPPED.step.on(file, older);

        QueueFile.Salvaged salvaged = QueueFile.salvage(file);

        assertThat(salvaged.messages()).isEqualTo(MESSAGES - 3);
        assertThat(salvaged.dead()).isEqualTo(3);
        assertThat(salvaged.lost()).isEmpty();
        open();
        assertThat(dead).allMatch(id -> state(id) == MessageState.DEAD);
    }

    private MessageState state(String id) {
        try {
            return queue.status(id).orElseThrow().state();
        } catch (QueueException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void damageUnderARunningQueueIsSaidForGood() throws Exception {
        open();
        for (int i = 0; i < 40; i++) { // more than is kept in memory
            queue.publish(Message.of(new byte[500_000], Map.of()));
        }
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 2 * BLOCK, bytes.length, (byte) 0);
        Files.write(file, bytes);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < MESSAGES + 50; i++) {
                        queue.receive(1, LEASE, Duration.ZERO);
                    }
                })
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.DAMAGED));
        assertThat(queue.health().up()).isFalse();
        assertThat(queue.health().lastError()).contains("save what can be read with ansible-events queue salvage");
    }
}
