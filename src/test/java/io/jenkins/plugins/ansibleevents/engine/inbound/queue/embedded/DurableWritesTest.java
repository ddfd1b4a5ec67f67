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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableWritesTest {

    private static final class Nobody implements QueueWriter.Listener {
        @Override
        public void written() {
            // nobody listens
        }

        @Override
        public void idle() {
            // nobody listens
        }
    }

    private final HealthRecord health = new HealthRecord("the queue");

    @TempDir
    private Path directory;

    private Store store;
    private Table<String> table;
    private QueueWriter commit;
    private DurableWrites writes;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(directory.resolve("writes.db"), 0);
        table = store.stringTable("table");
        commit = new QueueWriter(store, "writer", new Nobody());
        commit.start();
        writes = new DurableWrites(commit, "the queue", health);
    }

    @AfterEach
    void close() throws Exception {
        commit.close();
        store.close();
    }

    @Test
    void whatWasWrittenAlongsideIsThereWithTheNextWrite() throws Exception {
        writes.alongside(() -> table.put("alongside", new byte[] {1}));

        boolean there = writes.write(() -> table.get("alongside") != null);

        assertThat(there).isTrue();
    }

    @Test
    void refusedChangeIsRefusedInItsOwnWordsAndLeavesTheQueueUp() {
        var full = new QueueException(QueueException.Kind.FULL, "full of messages");

        assertThatThrownBy(() -> writes.write(() -> {
                    throw full;
                }))
                .isSameAs(full);
        assertThat(health.get().up()).isTrue();
    }

    @Test
    void failedWriteNamesTheQueueAndTakesItDown() throws Exception {
        store.close();

        assertThatThrownBy(() -> writes.write(() -> table.put("key", new byte[0])))
                .isInstanceOf(QueueException.class)
                .hasMessageStartingWith("the queue: ");
        assertThat(writes.begin(() -> "id"))
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
        commit.close();

        assertThatThrownBy(() -> writes.write(() -> "never"))
                .asInstanceOf(throwable(QueueException.class))
                .extracting(QueueException::kind)
                .isEqualTo(QueueException.Kind.CLOSED);
    }
}
