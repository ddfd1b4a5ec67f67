package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.HealthRecord;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import io.jenkins.plugins.ansibleevents.engine.store.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueWriterTest {

    @TempDir
    private Path directory;

    private final HealthRecord health = new HealthRecord("the queue");
    private final AtomicReference<Error> next = new AtomicReference<>();
    private Store store;
    private Table<String> table;
    private QueueWriter writer;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(directory.resolve("queue.v1.db"), 0);
        table = store.stringTable("table");
        var listener = new QueueWriter.Listener() {
            @Override
            public void written() {
                fail();
            }

            @Override
            public void idle() {
                fail();
            }
        };
        writer = new QueueWriter(store, "writer", "the queue", health, listener);
        writer.start();
    }

    private void fail() {
        Error error = next.getAndSet(null);
        if (error != null) {
            throw error;
        }
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
        store.close();
    }

    private void put(String key) throws Exception {
        writer.submit(() -> {
                    table.put(key, new byte[0]);
                    return key;
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(table.get(key)).isNotNull();
    }

    @Test
    void changeThatRunsOutOfMemoryFailsAloneAndTheWriterGoesOn() throws Exception {
        var failed = writer.submit(() -> {
            table.put("half", new byte[0]);
            throw new OutOfMemoryError("on purpose");
        });

        assertThat(failed)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(table.get("half")).isNull();
        put("next");
    }

    @Test
    void writerGoesOnWhenWhatFollowsAWriteFails() throws Exception {
        next.set(new StackOverflowError("on purpose"));
        put("first");
        put("second");
    }

    @Test
    void writerGoesOnWhenHousekeepingFails() throws Exception {
        next.set(new OutOfMemoryError("on purpose"));
        org.awaitility.Awaitility.await().until(() -> next.get() == null);
        put("next");
    }

    @Test
    void whatWasWrittenAlongsideIsThereWithTheNextWrite() throws Exception {
        writer.alongside(() -> table.put("alongside", new byte[] {1}));

        boolean there = writer.write(() -> table.get("alongside") != null);

        assertThat(there).isTrue();
    }

    @Test
    void refusedChangeIsRefusedInItsOwnWordsAndLeavesTheQueueUp() {
        var full = new QueueException(QueueException.Kind.FULL, "full of messages");

        assertThatThrownBy(() -> writer.write(() -> {
                    throw full;
                }))
                .isSameAs(full);
        assertThat(health.get().up()).isTrue();
    }

    @Test
    void failedWriteNamesTheQueueAndTakesItDown() throws Exception {
        store.close();

        assertThatThrownBy(() -> writer.write(() -> table.put("key", new byte[0])))
                .isInstanceOf(QueueException.class)
                .hasMessageStartingWith("the queue: ");
        assertThat(writer.begin(() -> "id"))
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(throwable(QueueException.class))
                .hasMessageStartingWith("the queue: ");
        assertThat(health.get().up()).isFalse();
        assertThat(health.get().lastError()).startsWith("the queue: ");
    }

    @Test
    void writeAfterTheEndIsRefusedAsClosed() {
        writer.close();

        assertThatThrownBy(() -> writer.write(() -> "never"))
                .asInstanceOf(throwable(QueueException.class))
                .extracting(QueueException::kind)
                .isEqualTo(QueueException.Kind.CLOSED);
    }
}
