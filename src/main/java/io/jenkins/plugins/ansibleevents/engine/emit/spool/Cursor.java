package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * How far an emitter has come in a run, in a file that a kill at any moment leaves readable.
 *
 * <p>The file is {@code <emitter>.cursor}: two slots of 80 bytes, written in turn. A slot, big-endian:
 *
 * <pre>
 * int  version = 1          long sent       long statuses
 * long number of the write  long retried    long open = 1 while an emitter is at work, 0 after it was closed
 * long offset               long refused    int  CRC-32 of the bytes before
 * long counter              long dropped
 * </pre>
 *
 * The slot with the highest number and a right checksum counts. Each delivered batch costs one small write. That write
 * survives a kill of the process; {@link #force} makes it survive a crash of the machine too. Used by one thread at a
 * time.
 */
public final class Cursor implements Closeable {

    private static final int SLOT = 80;
    private static final int VERSION = 1;

    private final RandomAccessFile file;
    private final ByteBuffer slot = ByteBuffer.allocate(SLOT);
    private long number; // guarded by this
    private volatile State state = new State(Position.START, DeliveryTally.ZERO, 0);
    private volatile boolean cleanlyClosed = true;

    /**
     * How far the emitter was at one moment.
     *
     * @param ahead messages behind the position that are counted and settled already; in memory only
     */
    public record State(Position position, DeliveryTally tally, int ahead) {}

    private Cursor(RandomAccessFile file) {
        this.file = file;
    }

    static Cursor open(Path path) throws IOException {
        var file = new RandomAccessFile(path.toFile(), "rw");
        var cursor = new Cursor(file);
        try {
            cursor.read();
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return cursor;
    }

    public State state() {
        return state;
    }

    public Position position() {
        return state.position();
    }

    public DeliveryTally tally() {
        return state.tally();
    }

    /** Whether the emitter of the process before had time to deliver its last messages. */
    public boolean cleanlyClosed() {
        return cleanlyClosed;
    }

    public void advance(Position newPosition, DeliveryTally newTally) throws IOException {
        advance(new State(newPosition, newTally, 0));
    }

    public void advance(State newState) throws IOException {
        state = newState;
        write(true);
    }

    /** Notes that the emitter was closed in good order. */
    public void markClosed() throws IOException {
        write(false);
    }

    public void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private synchronized void write(boolean open) throws IOException {
        number++;
        Position position = state.position();
        DeliveryTally tally = state.tally();
        slot.clear();
        slot.putInt(VERSION)
                .putLong(number)
                .putLong(position.offset())
                .putLong(position.counter())
                .putLong(tally.sent())
                .putLong(tally.retried())
                .putLong(tally.refused())
                .putLong(tally.dropped())
                .putLong(position.statuses())
                .putLong(open ? 1 : 0);
        slot.putInt(checksum());
        file.seek((number & 1) * SLOT);
        file.write(slot.array());
    }

    private synchronized void read() throws IOException {
        for (int i = 0; i < 2; i++) {
            slot.clear();
            file.seek((long) i * SLOT);
            if (file.read(slot.array()) == SLOT) {
                take();
            }
        }
    }

    private synchronized void take() {
        int end = Integer.BYTES + 9 * Long.BYTES;
        if (slot.getInt(0) != VERSION || slot.getInt(end) != checksum(end) || slot.getLong(4) <= number) {
            return;
        }
        slot.position(Integer.BYTES);
        number = slot.getLong();
        long offset = slot.getLong();
        long counter = slot.getLong();
        var tally = new DeliveryTally(slot.getLong(), slot.getLong(), slot.getLong(), slot.getLong());
        state = new State(new Position(offset, counter, (int) slot.getLong()), tally, 0);
        cleanlyClosed = slot.getLong() == 0;
    }

    private synchronized int checksum() {
        return checksum(slot.position());
    }

    private synchronized int checksum(int length) {
        var crc = new CRC32();
        crc.update(slot.array(), 0, length);
        return (int) crc.getValue();
    }
}
