package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;

import java.util.Base64;
import java.util.BitSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What is done in one partition. Messages end in any order, but Kafka remembers one offset per partition, before which
 * all is done. What is done after it goes into the metadata of the commit, so that it is not repeated after a crash:
 *
 * <pre>v1 BITS ATTEMPTS</pre>
 *
 * <p>{@code BITS} is base64 of a bit set (bit 0 is the committed offset; least significant bit first; 1 is done), or
 * {@code -}; {@code ATTEMPTS} is {@code DISTANCE:COUNT} with commas for messages that were received and are not done,
 * distances and counts in base 36, or {@code -}. Other metadata is taken as none.
 *
 * <p>Safe for use by several threads.
 */
final class PartitionProgress {

    /**
     * How far a partition goes on beyond its oldest unfinished message: 16 000 bits are 2 668 characters of base64, and
     * a broker takes 4 096 by default ({@code offset.metadata.max.bytes}).
     */
    static final int MOST_AHEAD = 16_000;

    private static final int MOST_CHARACTERS = 4_000;
    private static final String VERSION = "v1";
    private static final int RADIX = 36;

    private final TreeSet<Long> open = new TreeSet<>();
    private final TreeSet<Long> doneBeforeFetched = new TreeSet<>();
    private final TreeMap<Long, Integer> attempts = new TreeMap<>();
    private long next;
    private boolean changed;
    private volatile boolean lost;

    /** Progress after a commit with this offset and metadata. */
    PartitionProgress(long committed, String metadata) {
        this.next = committed;
        restore(committed, metadata);
    }

    /** A record was fetched; returns whether its message is still to be worked on. */
    synchronized boolean fetched(long offset) {
        next = Math.max(next, offset + 1);
        doneBeforeFetched.headSet(offset).clear();
        return !doneBeforeFetched.remove(offset) && open.add(offset);
    }

    /** A message was received so many times, this time included. */
    synchronized void received(long offset, int count) {
        if (open.contains(offset)) {
            attempts.put(offset, count);
            changed = true;
        }
    }

    synchronized void done(long offset) {
        changed |= open.remove(offset);
        attempts.remove(offset);
    }

    synchronized boolean isDone(long offset) {
        return offset < next && !open.contains(offset);
    }

    synchronized int attempts(long offset) {
        return attempts.getOrDefault(offset, 0);
    }

    /** The offset to commit: before it, all is done. */
    synchronized long position() {
        return open.isEmpty() ? next : open.first();
    }

    synchronized boolean isTooFarAhead() {
        return next - position() >= MOST_AHEAD;
    }

    /** Whether there is something to commit; from now on, what changes later. */
    synchronized boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** What was taken could not be committed. */
    synchronized void putChangedBack() {
        changed = true;
    }

    /** Somebody else has the partition now, and does not know of what is not committed. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /** What to commit now. */
    synchronized OffsetAndMetadata commit() {
        return new OffsetAndMetadata(position(), metadata());
    }

    /** How many messages before this offset are not done. */
    synchronized long openBefore(long end) {
        return open.size() + Math.max(0, end - next) - doneBeforeFetched.size();
    }

    /** The metadata to commit with {@link #position}. */
    synchronized String metadata() {
        long position = position();
        var done = new BitSet();
        for (long offset = position; offset < next; offset++) {
            done.set((int) (offset - position), !open.contains(offset));
        }
        doneBeforeFetched.forEach(offset -> done.set((int) (offset - position)));
        String bits = done.isEmpty() ? "-" : Base64.getEncoder().encodeToString(done.toByteArray());
        var text = new StringBuilder(VERSION + " " + bits + " ");
        int before = text.length();
        attempts.tailMap(position).forEach((offset, count) -> {
            if (text.length() < MOST_CHARACTERS) {
                text.append(text.length() == before ? "" : ",")
                        .append(Long.toString(offset - position, RADIX))
                        .append(':')
                        .append(Integer.toString(count, RADIX));
            }
        });
        return text.append(text.length() == before ? "-" : "").toString();
    }

    private void restore(long committed, String metadata) {
        String[] parts = metadata.split(" ");
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            return;
        }
        try {
            restoreBits(committed, parts[1]);
            restoreAttempts(committed, parts[2]);
        } catch (IllegalArgumentException foreign) {
            doneBeforeFetched.clear();
            attempts.clear();
        }
    }

    private void restoreBits(long committed, String bits) {
        if (!bits.equals("-")) {
            BitSet.valueOf(Base64.getDecoder().decode(bits)).stream()
                    .forEach(b -> doneBeforeFetched.add(committed + b));
        }
    }

    private void restoreAttempts(long committed, String text) {
        if (text.equals("-")) {
            return;
        }
        for (String pair : text.split(",")) {
            int colon = pair.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("attempts must be DISTANCE:COUNT: " + pair);
            }
            attempts.put(
                    committed + Long.parseLong(pair.substring(0, colon), RADIX),
                    Integer.parseInt(pair.substring(colon + 1), RADIX));
        }
    }
}
