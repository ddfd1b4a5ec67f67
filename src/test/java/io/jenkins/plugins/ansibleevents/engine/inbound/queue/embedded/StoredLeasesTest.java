package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.LeaseBook.Taken;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredLeasesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock = Clock.systemUTC();
    private final LeaseBook<StoredMessage.Head> book = new LeaseBook<>();

    @TempDir
    private Path directory;

    private Store store;
    private QueueTables tables;
    private QueueWriter writes;
    private StoredLeases leases;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(directory.resolve("queue.v1.db"), 0);
        tables = new QueueTables(store, EmbeddedSettings.DEFAULTS, clock);
        var waiting = new WaitingMessages(tables, book, clock);
        var listener = new QueueWriter.Listener() {
            @Override
            public void written() {
                waiting.written();
            }

            @Override
            public void idle() {
                // nothing to do
            }
        };
        writes = new QueueWriter(store, "writer", "the queue", new HealthRecord("the queue"), listener);
        writes.start();
        leases = new StoredLeases(tables, book, waiting, writes);
    }

    @AfterEach
    void close() throws Exception {
        writes.close();
        store.close();
    }

    private Taken<StoredMessage.Head> taken(String body) throws Exception {
        Message message = Message.of(body.getBytes(UTF_8), Map.of());
        writes.write(() -> tables.append(message, new StoredMessage(Instant.now(), message).encode()));
        leases.fill();
        return book.take(1, MINUTE, MINUTE).get(0);
    }

    @Test
    void bodyIsReadWhenTheMessageIsGivenOutAndItsAttemptCountedWithTheNextWrite() throws Exception {
        Taken<StoredMessage.Head> taken = taken("body");

        List<Lease> given = leases.leases(List.of(taken));

        assertThat(given).singleElement().satisfies(lease -> {
            assertThat(lease.message().body()).asString(UTF_8).isEqualTo("body");
            assertThat(lease.attempt()).isOne();
        });
        int counted =
                writes.write(() -> tables.attempts(taken.entry().sequence()).count());
        assertThat(counted).isOne();
    }

    @Test
    void messageThatTheFileHasNotAnyMoreIsForgotten() throws Exception {
        Taken<StoredMessage.Head> taken = taken("body");
        writes.write(
                () -> tables.acknowledge(taken.entry().sequence(), taken.entry().id(), 1));

        assertThat(leases.leases(List.of(taken))).isEmpty();
        assertThat(book.size()).isZero();
    }

    @Test
    void buriedMessageIsADeadLetterAndInTheBookNoMore() throws Exception {
        Taken<StoredMessage.Head> taken = taken("body");

        leases.bury(taken, "no such host");

        assertThat(tables.deadLetters(2)).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo(taken.entry().id());
            assertThat(letter.reason()).isEqualTo("no such host");
        });
        assertThat(book.size()).isZero();
    }
}
