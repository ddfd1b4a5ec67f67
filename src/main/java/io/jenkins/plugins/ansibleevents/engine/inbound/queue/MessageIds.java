package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * New message ids: UUIDs of version 7 (RFC 9562 section 5.7): the milliseconds of the clock, then 12 bits that count
 * within a millisecond (method 1 of section 6.2), then 62 random bits. Ids made by one process sort by the time they
 * were made, which keeps tables by id dense; nobody can guess the next one.
 *
 * <p>Safe for use by several threads.
 */
public final class MessageIds {

    private static final int COUNTER_BITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong();

    private MessageIds() {}

    /** A new id, 36 characters of {@code 0-9a-f-}. */
    public static String next() {
        return next(Clock.systemUTC());
    }

    static String next(Clock clock) {
        long now = clock.millis() << COUNTER_BITS;
        long tick = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long time = tick >>> COUNTER_BITS;
        long counter = tick & ((1 << COUNTER_BITS) - 1);
        long random = RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL;
        return new UUID(time << 16 | 0x7000 | counter, 0x8000_0000_0000_0000L | random).toString();
    }
}
