package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;

import static org.assertj.core.api.Assertions.assertThat;

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

    private final AtomicReference<Error> next = new AtomicReference<>();
    private Store store;
    private Table<String> table;
    private QueueWriter commit;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(directory.resolve("queue.v1.db"), 0);
        table = store.stringTable("table");
        commit = new QueueWriter(store, "writer", new QueueWriter.Listener() {
            @Override
            public void written() {
                fail();
            }

            @Override
            public void idle() {
                fail();
            }
        });
        commit.start();
    }

    private void fail() {
        Error error = next.getAndSet(null);
        if (error != null) {
            throw error;
        }
    }

    @AfterEach
    void close() throws Exception {
        commit.close();
        store.close();
    }

    private void put(String key) throws Exception {
        commit.submit(() -> {
                    table.put(key, new byte[0]);
                    return key;
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(table.get(key)).isNotNull();
    }

    @Test
    void changeThatRunsOutOfMemoryFailsAloneAndTheWriterGoesOn() throws Exception {
        var failed = commit.submit(() -> {
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
}
