package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Growing waits between attempts to reach a broker. Not for use by several threads. */
public final class Backoff {

    private final long firstMillis;
    private final long mostMillis;
    private long nextMillis;

    /** Waits from {@code first}, doubled each time, up to {@code most}. */
    public Backoff(Duration first, Duration most) {
        this.firstMillis = first.toMillis();
        this.mostMillis = most.toMillis();
        this.nextMillis = firstMillis;
    }

    /** The next wait: between half and all of the current step, so that many consumers do not come back at once. */
    public Duration next() {
        long step = nextMillis;
        nextMillis = Math.min(mostMillis, step * 2);
        return Duration.ofMillis(step / 2 + ThreadLocalRandom.current().nextLong(step / 2 + 1));
    }

    /** It worked: the next wait is the first one again. */
    public void reset() {
        nextMillis = firstMillis;
    }
}
