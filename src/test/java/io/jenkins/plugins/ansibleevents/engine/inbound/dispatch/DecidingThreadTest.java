package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecidingThreadTest {

    private final DecidingThread thread = new DecidingThread();

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void stepsAreDoneInOrderByOneThreadAlsoBehindOneThatFails() {
        List<Integer> done = new CopyOnWriteArrayList<>();
        List<Thread> by = new CopyOnWriteArrayList<>();
        thread.decide(() -> {
            throw new IllegalStateException("a step that fails, on purpose");
        });
        IntStream.range(0, 3_000)
                .forEach(i -> thread.decide(() -> {
                    done.add(i);
                    by.add(Thread.currentThread());
                }));

        thread.close();

        assertThat(done).isEqualTo(IntStream.range(0, 3_000).boxed().toList());
        assertThat(by).containsOnly(by.get(0)).doesNotContain(Thread.currentThread());
    }

    @Test
    void repeatedStepGoesOnAfterAFailure() {
        var times = new AtomicInteger();

        thread.every(Duration.ofMillis(1), () -> {
            times.incrementAndGet();
            throw new IllegalStateException("a step that fails, on purpose");
        });

        await().until(() -> times.get() >= 2);
    }

    @Test
    void stepAfterTheEndIsLeftUndone() {
        var done = new AtomicInteger();
        thread.decide(done::incrementAndGet);

        thread.close();
        thread.decide(done::incrementAndGet);

        assertThat(done).hasValue(1);
    }

    @Test
    void endDoesNotWaitForWhatWasToComeLater() {
        var done = new AtomicInteger();
        thread.after(Duration.ofSeconds(3), done::incrementAndGet); // sooner than the longest wait of close

        thread.close();

        assertThat(done).hasValue(0);
    }
}
