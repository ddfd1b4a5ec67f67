package io.jenkins.plugins.ansibleevents.engine.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.DataType;

/**
 * The keys or the values of one page with a checksum, which MVStore has for its own structures only:
 * {@code length:int content crc32c:int}. A page with a wrong checksum is damaged and is not decoded, so that a wrong
 * length cannot request all memory.
 */
final class Checksummed<T> implements DataType<T> {

    private final DataType<T> type;

    Checksummed(DataType<T> type) {
        this.type = type;
    }

    @Override
    public void write(WriteBuffer buffer, Object storage, int count) {
        int start = buffer.position();
        buffer.putInt(0);
        type.write(buffer, storage, count);
        int end = buffer.position();
        buffer.putInt(start, end - start - Integer.BYTES);
        buffer.putInt(checksum(buffer.getBuffer(), start, end));
    }

    @Override
    public void read(ByteBuffer buffer, Object storage, int count) {
        int start = buffer.position();
        int end = start + Integer.BYTES + length(buffer);
        if (buffer.getInt(end) != checksum(buffer, start, end)) {
            throw damaged("checksum");
        }
        type.read(buffer, storage, count);
        if (buffer.position() != end) {
            throw damaged("number of entries");
        }
        buffer.position(end + Integer.BYTES);
    }

    private static int length(ByteBuffer buffer) {
        if (buffer.remaining() < 2 * Integer.BYTES) {
            throw damaged("end");
        }
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining() - Integer.BYTES) {
            throw damaged("length");
        }
        return length;
    }

    /** The checksum covers the length, too. */
    private static int checksum(ByteBuffer buffer, int start, int end) {
        var crc = new CRC32C();
        ByteBuffer content = buffer.duplicate();
        content.limit(end);
        content.position(start);
        crc.update(content);
        return (int) crc.getValue();
    }

    private static RuntimeException damaged(String what) {
        return DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "a page is damaged: its {0} is wrong", what);
    }

    @Override
    public void write(WriteBuffer buffer, T one) {
        type.write(buffer, one);
    }

    @Override
    public T read(ByteBuffer buffer) {
        return type.read(buffer);
    }

    @Override
    public int compare(T a, T b) {
        return type.compare(a, b);
    }

    @Override
    public int binarySearch(T key, Object storage, int size, int initialGuess) {
        return type.binarySearch(key, storage, size, initialGuess);
    }

    @Override
    public int getMemory(T one) {
        return type.getMemory(one);
    }

    @Override
    public boolean isMemoryEstimationAllowed() {
        return type.isMemoryEstimationAllowed();
    }

    @Override
    public T[] createStorage(int size) {
        return type.createStorage(size);
    }
}
