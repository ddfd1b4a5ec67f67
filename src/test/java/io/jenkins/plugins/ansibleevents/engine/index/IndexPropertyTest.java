package io.jenkins.plugins.ansibleevents.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.record.Events;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However a run goes, and however often somebody looks while its index grows: in the end all have read the same. */
class IndexPropertyTest {

    @Property(tries = 150)
    void whoLooksAgainAndAgainReadsTheSame(
            @ForAll @Size(max = 60) List<@IntRange(max = 8) Integer> happenings, @ForAll long seed) throws IOException {
        byte[] index = WrittenIndex.of(run(happenings, new Random(seed)).lines());
        var told = new Told();
        var reader = new IndexReader(told);
        var random = new Random(seed);

        for (int length = 0; length < index.length; length += 1 + random.nextInt(200)) {
            WrittenIndex.goOn(reader, Arrays.copyOf(index, Math.max(length, (int) reader.position())));
        }
        WrittenIndex.goOn(reader, index);

        assertThat(told.lines).isEqualTo(WrittenIndex.read(index).lines);
        assertThat(reader.position()).isEqualTo(index.length);
    }

    private static Events run(List<Integer> happenings, Random random) {
        var run = new Events().play("first").task("begin");
        for (int happening : happenings) {
            String host = "h" + random.nextInt(5);
            switch (happening) {
                case 0 -> run.play("play " + random.nextInt(3));
                case 1 -> run.task("task " + random.nextInt(3));
                case 2 -> run.loadedAgain();
                case 3 -> run.failed(host, "broken on " + host);
                case 4 -> run.ignored(host, "never mind");
                case 5 -> run.unreachable(host, "no route to " + host);
                case 6 -> run.skipped(host);
                case 7 -> run.display("verbose", "[WARNING]: look out");
                default -> run.ok(host, random.nextBoolean());
            }
        }
        return run.stats();
    }
}
