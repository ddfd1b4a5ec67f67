package io.jenkins.plugins.ansibleevents.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which entries a table forgets, and when. */
class ExpiringTableTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Predicate<byte[]> SPARE_OPEN = value -> new String(value, UTF_8).startsWith("open");

    @TempDir
    Path dir;

    private Store store;
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @BeforeEach
    void open() throws Exception {
        store = Store.open(dir.resolve("t.db"), 0);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private ExpiringTable table(long entries, long bytes) {
        return new ExpiringTable(store, "t", clock, new ExpiringTable.Limit(entries, bytes, SPARE_OPEN));
    }

    private void put(ExpiringTable table, String key, String value) throws Exception {
        now = now.plusSeconds(1);
        table.put(key, value.getBytes(UTF_8), HOUR);
    }

    private static long kept(ExpiringTable table, int upTo) {
        return IntStream.range(0, upTo)
                .filter(i -> table.get("k" + i).isPresent())
                .count();
    }

    @Test
    void whatIsOverIsForgotten() throws Exception {
        ExpiringTable table = new ExpiringTable(store, "t", clock);
        put(table, "k0", "done");
        now = now.plus(HOUR).plusSeconds(1);

        assertThat(table.get("k0")).isEmpty();
        assertThat(table.forgotten()).isZero();
    }

    @Test
    void whatEndsFirstIsForgottenFirstWhenThereIsTooMuch() throws Exception {
        ExpiringTable table = table(10, Long.MAX_VALUE);
        for (int i = 0; i < 30; i++) {
            put(table, "k" + i, "done");
        }

        assertThat(kept(table, 30)).isEqualTo(10);
        assertThat(table.get("k19")).isEmpty();
        assertThat(table.get("k20")).isPresent();
        assertThat(table.forgotten()).isEqualTo(20);
    }

    @Test
    void whatWasPutAgainCountsFromThen() throws Exception {
        ExpiringTable table = table(3, Long.MAX_VALUE);
        put(table, "k0", "done");
        put(table, "k1", "done");
        put(table, "k2", "done");
        put(table, "k0", "done again");
        put(table, "k3", "done");

        assertThat(table.get("k1")).isEmpty();
        assertThat(table.get("k0")).isPresent();
        assertThat(table.forgotten()).isEqualTo(1);
    }

    @Test
    void whatIsOpenIsNeverForgottenAndWhatIsFinishedLaterIs() throws Exception {
        ExpiringTable table = table(5, Long.MAX_VALUE);
        for (int i = 0; i < 8; i++) {
            put(table, "k" + i, "open");
        }
        assertThat(kept(table, 8)).isEqualTo(8);

        for (int i = 0; i < 6; i++) {
            put(table, "k" + i, "done");
        }
        for (int i = 8; i < 100; i++) {
            put(table, "k" + i, "done");
        }

        assertThat(table.get("k6")).isPresent();
        assertThat(table.get("k7")).isPresent();
        assertThat(kept(table, 100)).isEqualTo(5);
    }

    @Test
    void bytesAreLimitedAlsoAfterARestart() throws Exception {
        ExpiringTable table = table(Long.MAX_VALUE, 10_000);
        for (int i = 0; i < 5; i++) {
            put(table, "k" + i, "x".repeat(1_000));
        }
        assertThat(kept(table, 5)).isEqualTo(5);
        store.sync();
        store.close();
        store = Store.open(dir.resolve("t.db"), 0);

        ExpiringTable again = table(Long.MAX_VALUE, 10_000);
        for (int i = 5; i < 20; i++) {
            put(again, "k" + i, "x".repeat(1_000));
        }

        assertThat(kept(again, 20)).isEqualTo(9);
        assertThat(again.get("k19")).isPresent();
    }

    @Test
    void entryThatIsRemovedLeavesNothingBehind() throws Exception {
        ExpiringTable table = table(10, Long.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            table.put("one", new byte[] {1}, HOUR);
            table.put("other", new byte[] {1}, HOUR);
            table.remove("one");
        }

        assertThat(store.stringTable("t").size()).isOne();
        assertThat(store.longTable("t.ends").size()).isOne();
    }

    @Test
    void tableThatWasPutInOrderForgetsWhatIsGoneAndEndsTheRestInTime() throws Exception {
        ExpiringTable table = table(10, Long.MAX_VALUE);
        table.put("gone", "lost".getBytes(UTF_8), HOUR);
        table.put("stays", "open".getBytes(UTF_8), HOUR);
        store.longTable("t.ends").remove(store.longTable("t.ends").first().getKey());
        store.longTable("t.ends").remove(store.longTable("t.ends").first().getKey());

        table.putInOrder(value -> new String(value, UTF_8).equals("lost"));

        assertThat(table.get("gone")).isEmpty();
        assertThat(table.get("stays")).isPresent();
        now = now.plus(HOUR).plusMillis(1);
        table.purge(10);
        assertThat(store.stringTable("t").size()).isZero();
        assertThat(store.longTable("t.ends").size()).isZero();
    }
}
