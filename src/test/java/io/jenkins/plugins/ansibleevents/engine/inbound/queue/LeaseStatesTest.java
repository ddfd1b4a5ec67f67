package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseStatesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NO_TIME = Duration.ZERO;

    /** The clock may wrap, also while a lease lasts. */
    private static final long START = Long.MAX_VALUE - 100;

    private LeaseStates<String> states;
    private long now;

    @BeforeEach
    void nothingBooked() {
        states = new LeaseStates<>(content -> 0);
        now = START;
    }

    private BookEntry<String> add(long sequence, @CheckForNull String key, Duration delay) {
        var entry = new BookEntry<>(sequence, "id" + sequence, key, 0, "content");
        states.add(entry, delay, now);
        return entry;
    }

    private List<String> take(int max) {
        return states.take(max, SECOND, now, content -> true).stream()
                .map(taken -> taken.entry().id())
                .toList();
    }

    @Test
    void leaseThatRanOutIsReadyAgainInItsOldPlace() {
        add(1, null, NO_TIME);
        take(1);
        add(2, null, NO_TIME);
        now += SECOND.toNanos() - 1;
        assertThat(states.leased(now)).isOne();

        now += 1;

        assertThat(states.leased(now)).isZero();
        assertThat(take(2)).containsExactly("id1", "id2");
    }

    @Test
    void forgettingTheFirstOfAKeySaysThatTheNextIsOpen() {
        BookEntry<String> first = add(1, "a", NO_TIME);
        BookEntry<String> second = add(2, "a", NO_TIME);
        BookEntry<String> other = add(3, null, NO_TIME);

        assertThat(states.forget(first, now)).isTrue();
        assertThat(states.forget(second, now)).isFalse();
        assertThat(states.forget(other, now)).isFalse();
        assertThat(states.size()).isZero();
    }

    @Test
    void delayOfABlockedEntryRunsWhileItIsBlocked() {
        BookEntry<String> first = add(1, "a", NO_TIME);
        add(2, "a", SECOND);
        now += SECOND.toNanos();

        states.forget(first, now);

        assertThat(states.delayed(now)).isZero();
        assertThat(take(1)).containsExactly("id2");
    }

    @Test
    void nextTimerIsThatOfTheLeaseOrDelayThatEndsFirst() {
        assertThat(states.nextTimer()).isEmpty();
        add(1, null, Duration.ofMinutes(1));
        add(2, null, NO_TIME);
        take(1);

        assertThat(states.nextTimer()).hasValue(now + SECOND.toNanos());
    }
}
