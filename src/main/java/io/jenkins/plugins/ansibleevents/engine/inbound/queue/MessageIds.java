package io.jenkins.plugins.ansibleevents.engine.inbound.queue;

import io.jenkins.plugins.ansibleevents.engine.digest.Sha256;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * New message ids: UUIDs of version 7 (RFC 9562 section 5.7): the milliseconds of the clock, then 12 bits that count
 * within a millisecond (method 1 of section 6.2), then 62 random bits. Ids made by one process sort by the time they
 * were made, which keeps tables by id dense; nobody can guess the next one. And ids that follow from a delivery.
 *
 * <p>Safe for use by several threads.
 */
public final class MessageIds {

    private static final Pattern ID_OF_DELIVERY =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final int COUNTER_BITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong();

    private MessageIds() {}

    /** A new id, 36 characters of {@code 0-9a-f-}. */
    public static String next() {
        return next(Clock.systemUTC());
    }

    /**
     * The id of a delivery, the same in every process: a UUID of version 8 (RFC 9562 section 5.8) made of the moment
     * and a SHA-256 of the words. Anybody who knows the words can compute the id.
     *
     * @param from the moment it sorts by, which all processes must know alike
     */
    public static String of(String words, Instant from) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(words));
        long high = from.toEpochMilli() << 16 | 0x8000 | hash.getShort() & 0xFFF;
        long low = 0x8000_0000_0000_0000L | hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL;
        return new UUID(high, low).toString();
    }

    /** Whether an id is one of {@link #of}: a second message that has it is the same one. */
    public static boolean isOfDelivery(String id) {
        return ID_OF_DELIVERY.matcher(id).matches();
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
