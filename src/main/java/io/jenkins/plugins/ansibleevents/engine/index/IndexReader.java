package io.jenkins.plugins.ansibleevents.engine.index;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.event.HostTally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Reads an index, also one that is being written: each call goes on where the last one has ended. Not safe for use by
 * several threads.
 */
public final class IndexReader {

    private static final int CHUNK = 64 << 10;

    private final IndexSink sink;
    private final CRC32C crc = new CRC32C();
    private final List<String> types = new ArrayList<>();
    private final boolean whole;
    private final int[] names = new int[128];
    private long position;
    private boolean begun;

    public IndexReader(IndexSink sink) {
        this.sink = sink;
        this.whole = true;
    }

    /**
     * A reader that begins in the middle.
     *
     * @param other has read the names that are needed
     * @param position the beginning of a record
     */
    public IndexReader(IndexSink sink, IndexReader other, long position) {
        this.sink = sink;
        this.types.addAll(other.types);
        this.position = position;
        this.begun = position > 0;
        this.whole = false;
    }

    /** Bytes of the index that have been read: whole records. */
    public long position() {
        return position;
    }

    /**
     * Passes the records to the sink that come in a stream; half a record at its end is left for the next time.
     *
     * @param in the index from {@link #position()} on; stays open
     * @throws IndexDamagedException when it is not what was written; what the sink has got until then is right
     */
    public void read(InputStream in) throws IOException {
        byte[] buffer = new byte[CHUNK];
        int filled = 0;
        for (int n = in.read(buffer, 0, buffer.length);
                n >= 0 && !sink.isFull();
                n = in.read(buffer, filled, buffer.length - filled)) {
            filled += n;
            int done = read(buffer, filled);
            System.arraycopy(buffer, done, buffer, 0, filled - done);
            filled -= done;
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }
    }

    /** As {@link #read(InputStream)} of bytes in memory. */
    public void read(byte[] bytes, int offset, int length) throws IOException {
        byte[] records = offset == 0 ? bytes : Arrays.copyOfRange(bytes, offset, offset + length);
        read(records, length);
    }

    private int read(byte[] bytes, int filled) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, filled);
        int done = 0;
        for (int size = size(buffer, done, filled); size > 0 && !sink.isFull(); size = size(buffer, done, filled)) {
            check(buffer, done, size);
            record(buffer.position(done), size);
            done += size;
            position += size;
        }
        return done;
    }

    /** The size of the record that begins here; 0 when it is not complete. */
    private int size(ByteBuffer buffer, int from, int filled) throws IndexDamagedException {
        if (from >= filled) {
            return 0;
        }
        int size = begun ? sizeOf(buffer, from, filled) : IndexFormat.HEADER_SIZE;
        return from + size <= filled ? size : 0;
    }

    private int sizeOf(ByteBuffer buffer, int from, int filled) throws IndexDamagedException {
        byte kind = buffer.get(from);
        return switch (kind) {
            case IndexFormat.EVENT -> IndexFormat.EVENT_SIZE;
            case IndexFormat.STATS -> IndexFormat.STATS_SIZE;
            case IndexFormat.BASE -> IndexFormat.BASE_SIZE;
            case IndexFormat.NAME -> sizeOfName(buffer, from, filled);
            default -> throw damaged("a record of kind " + kind);
        };
    }

    private int sizeOfName(ByteBuffer buffer, int from, int filled) throws IndexDamagedException {
        if (from + IndexFormat.NAME_SIZE > filled) {
            return IndexFormat.NAME_SIZE;
        }
        int length = buffer.getInt(from + 8);
        if (length < 0 || length > IndexFormat.LONGEST_NAME) {
            throw damaged("a name of " + length + " bytes");
        }
        return IndexFormat.NAME_SIZE + length;
    }

    private void check(ByteBuffer buffer, int from, int size) throws IndexDamagedException {
        if (!begun
                && !Arrays.equals(
                        buffer.array(),
                        from,
                        from + IndexFormat.HEADER.length,
                        IndexFormat.HEADER,
                        0,
                        IndexFormat.HEADER.length)) {
            throw damaged("it is no index, or of another version");
        }
        crc.reset();
        crc.update(buffer.array(), from, size - 4);
        if ((int) crc.getValue() != buffer.getInt(from + size - 4)) {
            throw damaged("a wrong checksum");
        }
    }

    private void record(ByteBuffer record, int size) throws IOException {
        if (!begun) {
            begun = true;
            return;
        }
        switch (record.get()) {
            case IndexFormat.EVENT -> event(record);
            case IndexFormat.NAME -> name(record);
            case IndexFormat.STATS -> stats(record);
            default -> sink.base(record.getLong(record.position() + 3));
        }
    }

    private void event(ByteBuffer record) throws IOException {
        char state = (char) record.get();
        int typeNumber = record.getShort();
        if (typeNumber < 0 || typeNumber >= types.size()) {
            throw damaged("an unknown type");
        }
        String type = types.get(typeNumber);
        int task = record.getInt();
        int host = record.getInt();
        int length = record.getInt();
        long offset = record.getLong();
        int counter = record.getInt();
        int at = record.getInt();
        int took = record.getInt();
        int line = record.getInt();
        int reference = record.getInt();
        boolean diff = type.equals(EventStates.FILE_DIFF);
        check(IndexFormat.TASK, task);
        check(IndexFormat.PLAY, -2 - task);
        check(IndexFormat.HOST, host);
        check(IndexFormat.MESSAGE, diff ? -1 : reference);
        sink.event(new IndexEvent(
                type,
                state,
                Math.max(-1, task),
                task < -1 ? -2 - task : -1,
                host,
                counter,
                offset,
                length,
                at,
                diff ? -1 : took,
                line,
                diff ? -1 : reference,
                diff ? (long) took << 32 | reference & 0xffffffffL : 0));
    }

    private void name(ByteBuffer record) throws IndexDamagedException {
        byte what = record.get();
        record.getShort();
        int number = record.getInt();
        byte[] json = new byte[record.getInt()];
        record.get(json);
        JsonNode name = IndexNames.parse(json);
        if (whole && (what < 0 || number != names[what]++)) {
            throw damaged("a name with another number");
        }
        switch (what) {
            case IndexFormat.TYPE -> type(number, name.asText());
            case IndexFormat.HOST -> sink.host(number, name.asText());
            case IndexFormat.PLAY -> sink.play(number, IndexNames.play(name));
            case IndexFormat.TASK -> task(number, IndexNames.task(name));
            case IndexFormat.MESSAGE -> sink.message(number, name.asText());
            case IndexFormat.PLAYBOOK -> sink.playbook(name.asText());
            default -> throw damaged("a name of an unknown kind");
        }
    }

    private void task(int number, IndexedTask task) throws IndexDamagedException {
        check(IndexFormat.PLAY, task.play());
        sink.task(number, task);
    }

    /** A reader that begins in the middle knows later types already. */
    private void type(int number, String name) throws IndexDamagedException {
        if (number > types.size()) {
            throw damaged("a type too many");
        }
        if (number == types.size()) {
            types.add(name);
        }
    }

    /** A number that is no name's is the work of somebody who can compute a checksum. */
    private void check(byte what, int number) throws IndexDamagedException {
        if (whole && number >= names[what]) {
            throw damaged("a number without a name");
        }
    }

    private void stats(ByteBuffer record) throws IndexDamagedException {
        record.position(record.position() + 3);
        int host = record.getInt();
        check(IndexFormat.HOST, host);
        sink.stats(
                host,
                new HostTally.Numbers(
                        record.getInt(),
                        record.getInt(),
                        record.getInt(),
                        record.getInt(),
                        record.getInt(),
                        record.getInt(),
                        record.getInt()));
    }

    private IndexDamagedException damaged(String what) {
        return new IndexDamagedException("the index is damaged at byte " + position + ": " + what);
    }
}
