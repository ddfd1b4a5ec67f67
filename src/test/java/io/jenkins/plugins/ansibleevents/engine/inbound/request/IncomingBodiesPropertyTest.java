package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Bodies that arrive, grow, get a known sender and end in any order. */
class IncomingBodiesPropertyTest {

    private static final int BUDGET = 1 << 20;
    private static final int LIMIT = 32 << 20;
    private static final Runnable NOBODY_WAITS = () -> {};

    private final AtomicLong nanos = new AtomicLong();

    private static void add(IncomingBody body, int bytes) throws BodyRefused {
        body.add(ByteBuffer.allocate(bytes));
    }

    /** Each number is a step: who, what, and how much. */
    @Property
    void whateverComesTheBudgetHoldsAndNothingIsLeftAtTheEnd(
            @ForAll @Size(max = 200) List<@IntRange(max = 1_000_000) Integer> steps) {
        var all = new IncomingBodies(new BodyLimits(BUDGET, 8, 4, Duration.ofSeconds(20), 1_000), nanos::get);
        var open = new ArrayList<IncomingBody>();
        for (int step : steps) {
            try {
                switch (step % 5) {
                    case 0 -> open.add(all.open("192.0.2." + step % 3, step % 7 == 0, LIMIT, NOBODY_WAITS));
                    case 1 -> open.remove(step % Math.max(1, open.size())).close();
                    case 2 -> open.get(step % Math.max(1, open.size())).vouch();
                    case 3 -> nanos.addAndGet(step * 1_000L);
                    default -> add(open.get(step % Math.max(1, open.size())), step / 4);
                }
            } catch (BodyRefused | IndexOutOfBoundsException expected) {
                // Refused, or nothing to do it with.
            }
            all.breakOffSlow();
            assertThat(all.strangersBytes()).isBetween(0L, (long) BUDGET);
            assertThat(all.strangers()).isBetween(0, 8);
        }
        open.forEach(IncomingBody::close);
        assertThat(all.strangersBytes()).isZero();
        assertThat(all.strangers()).isZero();
    }
}
