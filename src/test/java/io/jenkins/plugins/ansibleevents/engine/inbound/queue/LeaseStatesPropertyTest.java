package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

class LeaseStatesPropertyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NO_TIME = Duration.ZERO;

    /** The clock may wrap, also while a lease lasts. */
    private static final long START = Long.MAX_VALUE - 100;

    private LeaseStates<String> states;
    private long now;

    @BeforeTry
    void nothingBooked() {
        states = new LeaseStates<>(content -> 0);
        now = START;
    }

    private BookEntry<String> add(long sequence, @CheckForNull String key, Duration delay) {
        var entry = new BookEntry<>(sequence, "id" + sequence, key, 0, "content");
        states.add(entry, delay, now);
        return entry;
    }

    /** Each number is one operation on six entries of three keys, one of them no key. */
    @Property(tries = 300)
    void whateverHappensTheCountsAreTrueAndOfEachKeyOnlyTheFirstIsTaken(
            @ForAll @Size(max = 60) List<@IntRange(max = 999) Integer> operations) {
        var held = new ArrayList<LeaseBook.Taken<String>>();
        for (int i = 1; i <= 6; i++) {
            add(i, i % 3 == 0 ? null : "key" + i % 3, i == 4 ? SECOND : NO_TIME);
        }
        for (int operation : operations) {
            operate(operation, held);
            countsAreTrue();
            onlyTheFirstOfEachKeyIsTaken();
        }
    }

    private void operate(int operation, List<LeaseBook.Taken<String>> held) {
        int which = held.isEmpty() ? 0 : operation / 4 % held.size();
        switch (held.isEmpty() ? operation % 2 : operation % 4) {
            case 0 -> held.addAll(states.take(1 + operation % 3, SECOND, now, content -> true));
            case 1 -> now += SECOND.dividedBy(3).toNanos();
            case 2 ->
                states.holder(held.remove(which).receipt())
                        .ifPresent(entry -> states.giveBack(entry, SECOND.multipliedBy(operation % 2), now));
            default -> states.holder(held.remove(which).receipt()).ifPresent(entry -> states.forget(entry, now));
        }
    }

    private void countsAreTrue() {
        assertThat(states.leased(now)).isEqualTo(count(MessageState.LEASED));
        assertThat(states.delayed(now)).isEqualTo(count(MessageState.DELAYED));
        if (count(MessageState.LEASED) + count(MessageState.DELAYED) == 0) {
            assertThat(states.nextTimer()).isEmpty();
        }
    }

    private int count(MessageState state) {
        return (int) states.all().filter(entry -> entry.state == state).count();
    }

    private void onlyTheFirstOfEachKeyIsTaken() {
        Map<String, List<BookEntry<String>>> byKey = states.all()
                .filter(entry -> entry.key != null)
                .sorted(Comparator.comparingLong(entry -> entry.sequence))
                .collect(Collectors.groupingBy(entry -> entry.key));
        byKey.values().forEach(line -> assertThat(line.subList(1, line.size()))
                .noneMatch(entry -> entry.state != MessageState.QUEUED));
    }
}
