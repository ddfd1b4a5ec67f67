package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Lease;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.Interpreter.Interpretation;
import io.jenkins.plugins.ansibleevents.engine.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashGuardTest {

    private final Message poison = Message.of(new byte[0], Map.of());
    private final Message good = Message.of(new byte[0], Map.of());

    @TempDir
    Path dir;

    private Store store;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(dir.resolve("state.db"), 0);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private static Lease received(Message message, int attempt) {
        return new Lease(message, "r", attempt, Instant.now());
    }

    /** The interpretations by a process that ends when it reads the poison; empty when it ends. */
    private List<Interpretation> process(Lease... leases) {
        var guard = new CrashGuard(store, Clock.systemUTC(), 3);
        List<List<Interpretation>> result = new java.util.ArrayList<>();
        Throwable end = catchThrowable(() -> result.add(guard.read(List.of(leases), lease -> {
            if (lease.message() == poison) {
                throw new IllegalStateException("end of the process");
            }
            return new Interpretation(lease, List.of(), List.of());
        })));
        assertThat(end == null).isEqualTo(!result.isEmpty());
        return result.isEmpty() ? List.of() : result.get(0);
    }

    @Test
    void messageThatEndsTheProcessWheneverItIsReadBecomesUnusable() {
        assertThat(process(received(poison, 1))).isEmpty();
        int ends = 0;
        List<Interpretation> read = List.of();
        while (read.isEmpty() && ends < 20) {
            read = process(received(poison, ends + 2));
            ends++;
        }

        assertThat(read).singleElement().satisfies(one -> assertThat(one.problem())
                .contains("the process ended 3 times while this message was read"));
        assertThat(ends).as("one among others, three alone, and the last one").isEqualTo(5);
    }

    @Test
    void messagesThatAreReadBesidesItAreNotToBlame() {
        for (int attempt = 2; attempt < 30; attempt++) {
            List<Interpretation> read = process(received(good, attempt), received(poison, attempt));
            if (!read.isEmpty()) {
                assertThat(read).extracting(one -> one.problem().isPresent()).containsExactly(false, true);
                return;
            }
        }
        throw new AssertionError("the poison is never found");
    }

    @Test
    void processesThatEndWhileNothingIsReadCountForNothing() {
        for (int attempt = 1; attempt < 30; attempt++) {
            assertThat(process(received(good, attempt)))
                    .extracting(Interpretation::problem)
                    .allMatch(p -> p.isEmpty());
        }
    }
}
