package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A body that is being received. Its memory grows with the bytes that have arrived, to at most twice their size,
 * whatever its sender has announced. Belongs to the thread that reads it, but {@link IncomingBodies} may break it off
 * at any time.
 */
public final class IncomingBody implements AutoCloseable {

    /** Most messages fit into it. */
    private static final int FIRST_BYTES = 2 << 10;

    private static final byte[] NOTHING = {};

    private final IncomingBodies all;
    private final String address;
    private final int limit;
    private final Runnable whenBrokenOff;
    private final long began;
    private boolean vouched;
    private byte[] buffer = NOTHING;
    private int size;
    private volatile boolean closed;

    @CheckForNull
    private BodyRefused brokenOff;

    IncomingBody(IncomingBodies all, String address, boolean vouched, int limit, Runnable whenBrokenOff, long began) {
        this.all = all;
        this.address = address;
        this.vouched = vouched;
        this.limit = limit;
        this.whenBrokenOff = whenBrokenOff;
        this.began = began;
    }

    /**
     * Takes bytes that have arrived.
     *
     * @throws BodyRefused when that is more than the limit, when there is no room for it, or when the body was broken
     *     off
     */
    public void add(ByteBuffer arrived) throws BodyRefused {
        while (arrived.hasRemaining()) {
            if (size == limit) {
                throw new BodyRefused(BodyRefused.Kind.TOO_LARGE, "the body is larger than " + limit + " bytes");
            }
            all.addSome(this, arrived);
        }
    }

    /** How many bytes are read at most: one more than the limit shows that the body is too large. */
    int wanted() {
        return limit - size + 1;
    }

    /** Takes as much as fits into the buffer; the caller holds the lock of all bodies. */
    void fill(ByteBuffer arrived) throws BodyRefused {
        if (brokenOff != null) {
            throw brokenOff;
        }
        int n = Math.min(arrived.remaining(), buffer.length - size);
        arrived.get(buffer, size, n);
        size += n;
    }

    boolean isFull() {
        return size == buffer.length;
    }

    /** How large the buffer is to become when it is full. */
    int nextCapacity() {
        return (int) Math.min(limit, Math.max(FIRST_BYTES, 2L * buffer.length));
    }

    void grow(int capacity) {
        buffer = Arrays.copyOf(buffer, capacity);
    }

    int capacity() {
        return buffer.length;
    }

    /** Ends it for others to go on; its reader learns it with the next byte, or is woken. */
    void breakOff(BodyRefused why) {
        brokenOff = why;
        buffer = NOTHING;
        size = 0;
    }

    void wakeReader() {
        whenBrokenOff.run();
    }

    String address() {
        return address;
    }

    /** Whether its sender is proven. */
    public boolean isVouched() {
        return vouched;
    }

    long began() {
        return began;
    }

    int size() {
        return size;
    }

    /**
     * All that has arrived.
     *
     * @throws BodyRefused when the body was broken off
     */
    public byte[] bytes() throws BodyRefused {
        return all.bytesOf(this);
    }

    byte[] content() throws BodyRefused {
        if (brokenOff != null) {
            throw brokenOff;
        }
        return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
    }

    /** Why it was broken off, or this when it was not: the reader's own trouble. */
    public BodyRefused why(BodyRefused otherwise) {
        return all.why(this, otherwise);
    }

    BodyRefused reason(BodyRefused otherwise) {
        return brokenOff == null ? otherwise : brokenOff;
    }

    /**
     * Its sender is proven: it leaves its place to other strangers, and is never broken off any more.
     *
     * @throws BodyRefused when there is no room for it among those of known senders
     */
    public void vouch() throws BodyRefused {
        all.vouch(this);
    }

    void vouched() {
        vouched = true;
    }

    /** Frees its place; bytes got by {@link #bytes} stay. A second call does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            all.close(this);
        }
    }
}
