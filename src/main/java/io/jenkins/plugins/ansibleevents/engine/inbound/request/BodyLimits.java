package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.time.Duration;

/**
 * Limits of bodies that are being received.
 *
 * @param bytes the memory for all bodies of senders that have not proven who they are; those of senders who have proven
 *     it by
 *     the head of their request have as much again
 * @param bodies how many of them may come in at once
 * @param perAddress how many of one sender's address
 * @param time the longest time for one
 * @param bytesPerSecond the least average speed, after {@link #PATIENCE}
 */
public record BodyLimits(long bytes, int bodies, int perAddress, Duration time, int bytesPerSecond) {

    /** 20 s for a body; the smallest networks of senders are far quicker than 1 KiB a second. */
    public static final Duration TIME = Duration.ofSeconds(20);

    public static final int BYTES_PER_SECOND = 1 << 10;

    /** A lost packet or two are no bad will. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int PART_OF_HEAP = 8;

    /** For a server that holds no thread for a body. */
    public static final BodyLimits USUAL = new BodyLimits(usualBytes(), 2_000, 128, TIME, BYTES_PER_SECOND);

    /** A part of the memory is for small bodies alone: large ones cannot shut out the small ones of most senders. */
    private static final int SMALL_PART = 4;

    private static final int SMALL_BYTES = 16 << 10;

    /** An eighth of the heap. */
    public static long usualBytes() {
        return Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    }

    /** The memory for bodies of this size. */
    long bytesFor(int size) {
        return size <= SMALL_BYTES ? bytes : largest();
    }

    /** The largest body there is room for. */
    public long largest() {
        return bytes - bytes / SMALL_PART;
    }
}
