package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PartitionProgressPropertyTest {

    @Property(tries = 200)
    void whatIsDoneOutOfOrderIsNotRepeatedAfterACrash(
            @ForAll @Size(max = 40) java.util.Set<@IntRange(max = 60) Integer> done,
            @ForAll @IntRange(max = 1000) int first) {
        var progress = new PartitionProgress(first, "");
        for (int n = 0; n <= 60; n++) {
            progress.fetched(first + n);
        }
        done.forEach(n -> progress.done(first + n));

        var after = new PartitionProgress(progress.position(), progress.metadata());

        var repeated = new TreeSet<Integer>();
        for (long offset = progress.position(); offset <= first + 60; offset++) {
            if (after.fetched(offset)) {
                repeated.add((int) offset - first);
            }
        }
        var expected = new TreeSet<Integer>();
        for (int n = 0; n <= 60; n++) {
            if (!done.contains(n)) {
                expected.add(n);
            }
        }
        assertThat(repeated).isEqualTo(expected);
    }
}
