package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseBookTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong();
    private final LeaseBook<String> book = new LeaseBook<>(content -> 0, nanos::get);

    private void add(long sequence, @CheckForNull String key) {
        book.add(sequence, "id" + sequence, key, 0, Duration.ZERO, "content");
    }

    private List<LeaseBook.Taken<String>> take(int max) throws Exception {
        return book.take(max, MINUTE, Duration.ZERO);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void entriesComeInTheirOrder() throws Exception {
        add(2, null);
        add(1, null);

        assertThat(take(5)).extracting(t -> t.entry().sequence()).containsExactly(1L, 2L);
    }

    @Test
    void onlyTheFirstOfAKeyCanBeTaken() throws Exception {
        add(1, "a");
        add(2, "a");
        add(3, "b");

        List<LeaseBook.Taken<String>> taken = take(5);
        assertThat(taken).extracting(t -> t.entry().sequence()).containsExactly(1L, 3L);
        book.remove(taken.get(0).receipt());
        assertThat(take(5)).extracting(t -> t.entry().sequence()).containsExactly(2L);
    }

    @Test
    void receiptIsGoodUntilSomebodyElseTakesTheEntry() throws Exception {
        add(1, null);
        String first = take(1).get(0).receipt();
        pass(MINUTE);
        assertThat(book.status("id1").orElseThrow().state()).isEqualTo(MessageState.QUEUED);
        assertThat(book.find(first)).isPresent();

        String second = take(1).get(0).receipt();

        assertThat(book.remove(first)).isFalse();
        assertThat(book.remove(second)).isTrue();
        assertThat(book.size()).isZero();
    }

    /** Leases are minutes long, and ten thousand messages a second are settled before theirs is over. */
    @Test
    void settledMessageIsNotKeptInMemoryUntilItsLeaseWouldHaveEnded() throws Exception {
        var objects = new LeaseBook<Object>(content -> 0, nanos::get);
        var content = new WeakReference<>(addedTo(objects));
        var open = objects.take(2, MINUTE, Duration.ZERO);
        objects.remove(open.get(1).receipt());
        open = null;

        await().until(() -> {
            System.gc();
            return content.refersTo(null);
        });
        assertThat(objects.size()).isOne();
    }

    private static Object addedTo(LeaseBook<Object> objects) {
        var content = new Object();
        objects.add(1, "stays", null, 0, Duration.ZERO, "stays");
        objects.add(2, "settled", null, 0, Duration.ZERO, content);
        return content;
    }

    @Test
    void whatIsNotWantedIsPassedOverAndNotWaitedFor() throws Exception {
        add(1, "a");
        book.add(2, "id2", null, 0, Duration.ZERO, "other");

        assertThat(book.take(5, MINUTE, MINUTE, "other"::equals))
                .extracting(t -> t.entry().id())
                .containsExactly("id2");
        assertThat(book.take(5, MINUTE, MINUTE, "other"::equals)).isEmpty();
        assertThat(take(5)).extracting(t -> t.entry().id()).containsExactly("id1");
    }

    @Test
    void extendedLeaseRunsFromNow() throws Exception {
        add(1, null);
        String receipt = take(1).get(0).receipt();
        pass(Duration.ofSeconds(50));
        assertThat(book.extend(receipt, MINUTE)).isPresent();
        pass(Duration.ofSeconds(50));

        assertThat(take(1)).isEmpty();
        pass(Duration.ofSeconds(10));
        assertThat(take(1)).hasSize(1);
    }

    @Test
    void everyTakeIsCounted() throws Exception {
        add(1, null);
        for (int i = 0; i < 3; i++) {
            book.giveBack(take(1).get(0).receipt(), Duration.ZERO);
        }

        assertThat(take(1)).extracting(t -> t.entry().attempts()).containsExactly(4);
    }

    @Test
    void delayedEntryHoldsItsKeyAndIsCounted() throws Exception {
        add(1, "a");
        add(2, "a");
        book.giveBack(take(1).get(0).receipt(), Duration.ofHours(1));

        assertThat(take(5)).isEmpty();
        assertThat(book.delayedCount()).isEqualTo(1);
        pass(Duration.ofHours(1));
        assertThat(take(5)).extracting(t -> t.entry().sequence()).containsExactly(1L);
        assertThat(book.leasedCount()).isEqualTo(1);
        assertThat(book.delayedCount()).isZero();
    }

    @Test
    void lostSourceVoidsReceiptsAndFreesKeys() throws Exception {
        add(1, "a");
        book.add(2, "id2", "a", 0, Duration.ZERO, "other");
        String receipt = take(1).get(0).receipt();

        book.removeIf("content"::equals, gone -> {});

        assertThat(book.extend(receipt, MINUTE)).isEmpty();
        assertThat(take(5)).extracting(t -> t.entry().sequence()).containsExactly(2L);
    }
}
