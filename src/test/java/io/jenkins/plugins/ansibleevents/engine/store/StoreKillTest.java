package io.jenkins.plugins.ansibleevents.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of a process that writes: every change that it had reported as synced is there, and each is whole. */
class StoreKillTest {

    /** Rounds on one file, each killed at a random moment and continued by the next. */
    private static final int ROUNDS = Integer.getInteger("killRounds", 4);

    private static final RandomGenerator RANDOM =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20260730);

    @TempDir
    Path directory;

    @RepeatedTest(2)
    void everySyncedChangeIsThereAndWhole() throws Exception {
        Path file = directory.resolve("killed.mv");
        for (int round = 0; round < ROUNDS; round++) {
            long[] reported = writeUntilKilled(file);
            try (Store store = Store.open(file, 0)) {
                for (int thread = 0; thread < Writer.THREADS; thread++) {
                    assertWhole(store, thread, reported[thread]);
                }
            }
        }
    }

    /** Each change puts its number into two tables and removes what is 50 older: all three happened, or none. */
    private static void assertWhole(Store store, int thread, long reported) {
        Table<Long> one = store.longTable("one-" + thread);
        Table<Long> two = store.longTable("two-" + thread);
        Long last = one.lastKey();
        assertThat(last == null ? -1 : last)
                .isGreaterThanOrEqualTo(reported)
                .isEqualTo(two.lastKey() == null ? -1 : two.lastKey());
        if (last != null) {
            long oldest = Math.max(0, last - Writer.KEPT + 1);
            assertThat(one.first().getKey()).isEqualTo(oldest);
            assertThat(one.size()).isEqualTo(last - oldest + 1).isEqualTo(two.size());
            for (long key = oldest; key <= last; key++) {
                assertThat(ByteBuffer.wrap(one.get(key)).getLong()).isEqualTo(key);
                assertThat(ByteBuffer.wrap(two.get(key)).getLong()).isEqualTo(key);
            }
        }
    }

    /** Starts a writer, kills it 0 to 400 ms after its first report, and returns what each thread reported last. */
    private static long[] writeUntilKilled(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long[] reported = new long[Writer.THREADS];
        java.util.Arrays.fill(reported, -1);
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = lines.readLine();
            assertThat(line).as("the writer has started").isNotNull();
            long killAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RANDOM.nextInt(400));
            while (line != null) {
                String[] words = line.split(" ");
                if (words.length == 3) { // the last line may be cut
                    reported[Integer.parseInt(words[0])] = Long.parseLong(words[1]);
                }
                if (System.nanoTime() > killAt) {
                    // Not destroyForcibly(): that would also close the stream we are reading the last reports from.
                    process.toHandle().destroyForcibly();
                    killAt = Long.MAX_VALUE;
                }
                line = lines.readLine();
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        return reported;
    }

    /** The process that is killed. */
    static final class Writer {
        static final int THREADS = 3;
        static final int KEPT = 50;

        private Writer() {}

        public static void main(String[] args) throws StoreException {
            Store store = Store.open(Path.of(args[0]), 0);
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                new Thread(() -> write(store, number)).start();
            }
        }

        private static void write(Store store, int thread) {
            Table<Long> one = store.longTable("one-" + thread);
            Table<Long> two = store.longTable("two-" + thread);
            Long last = one.lastKey();
            var next = new AtomicLong(last == null ? 0 : last + 1);
            try {
                while (true) {
                    long key = next.getAndIncrement();
                    byte[] value = ByteBuffer.allocate(500).putLong(key).array();
                    store.change(() -> {
                        one.put(key, value);
                        two.put(key, value);
                        one.remove(key - KEPT);
                        two.remove(key - KEPT);
                    });
                    store.sync();
                    System.out.println(thread + " " + key + " synced");
                }
            } catch (StoreException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
