package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunThreadsTest {

    private static final long SOON = Duration.ofMillis(1).toNanos();
    private static final long NEVER = Duration.ofDays(1).toNanos();

    private final RunThreads threads = new RunThreads(2, 6);

    @Test
    void stepsOfOneRunAreNeverTakenAtTheSameTimeAndSeeEachOther() throws InterruptedException {
        var counts = new ArrayList<int[]>();
        var ended = new CountDownLatch(8);
        for (int run = 0; run < 8; run++) {
            var count = new int[1]; // neither volatile nor locked
            counts.add(count);
            threads.start(() -> {
                count[0]++;
                if (count[0] == 1_000) {
                    ended.countDown();
                    return Follower.OVER;
                }
                return count[0] % 10 == 0 ? SOON : 0;
            });
        }

        ended.await();

        assertThat(counts).allMatch(count -> count[0] == 1_000);
    }

    @Test
    void manyRunsThatDoNotBlockShareFewThreads() throws InterruptedException {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        var ended = new CountDownLatch(50);
        for (int run = 0; run < 50; run++) {
            var count = new AtomicInteger();
            threads.start(() -> {
                used.add(Thread.currentThread());
                if (count.incrementAndGet() < 100) {
                    return SOON;
                }
                ended.countDown();
                return Follower.OVER;
            });
        }

        ended.await();

        assertThat(threads.size()).isLessThanOrEqualTo(6);
        assertThat(used).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void runsThatBlockDoNotStopTheOthersAndTheirThreadsGoAway() throws InterruptedException {
        var blocked = new Semaphore(0);
        for (int run = 0; run < 5; run++) {
            threads.start(() -> {
                blocked.acquireUninterruptibly();
                return Follower.OVER;
            });
        }
        var ended = new CountDownLatch(1);

        threads.start(() -> {
            ended.countDown();
            return Follower.OVER;
        });

        ended.await();
        blocked.release(5);
        await().atMost(Duration.ofSeconds(30)).until(() -> threads.size() <= 2);
        await().atMost(Duration.ofSeconds(30)).until(() -> threads.size() == 0);
    }

    @Test
    void runThatIsWokenTakesItsNextStepAtOnce() throws InterruptedException {
        var steps = new Semaphore(0);
        RunThreads.Turns turns = threads.start(() -> {
            steps.release();
            return NEVER;
        });
        steps.acquire();

        turns.wake();

        steps.acquire();
    }

    @Test
    void runThatIsWokenDuringAStepTakesOneMore() throws InterruptedException {
        var began = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var steps = new Semaphore(0);
        RunThreads.Turns turns = threads.start(() -> {
            began.countDown();
            awaitUninterrupted(goOn);
            steps.release();
            return NEVER;
        });
        began.await();

        turns.wake();
        goOn.countDown();

        steps.acquire(2);
    }

    @Test
    void runThatIsOverIsNotWoken() throws InterruptedException {
        var taken = new CopyOnWriteArrayList<String>();
        RunThreads.Turns turns = threads.start(() -> {
            taken.add("step");
            return Follower.OVER;
        });
        await().until(() -> !taken.isEmpty());

        turns.wake();

        var after = new CountDownLatch(1);
        threads.start(() -> {
            after.countDown();
            return Follower.OVER;
        });
        after.await();
        assertThat(List.copyOf(taken)).containsExactly("step");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
