package io.jenkins.plugins.ansibleevents.engine.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The records of one event on their way to the file, which gets them with one write. */
final class IndexBytes {

    private static final int USUAL = 4 << 10;
    private static final int KEPT = 1 << 20;

    private final CRC32C crc = new CRC32C();
    private ByteBuffer bytes = ByteBuffer.allocate(USUAL);
    private int begin;

    /** Begins a record of so many bytes. */
    ByteBuffer begin(int size) {
        if (bytes.remaining() < size) {
            int needed = Math.max(bytes.capacity() * 2, bytes.position() + size);
            bytes = ByteBuffer.allocate(needed).put(bytes.flip());
        }
        begin = bytes.position();
        return bytes;
    }

    /** Ends the record with the sum of its bytes. */
    void end() {
        crc.reset();
        crc.update(bytes.array(), begin, bytes.position() - begin);
        bytes.putInt((int) crc.getValue());
    }

    /** Writes all records since the last time; whatever happens, they are gone then. */
    void writeTo(IndexWriter.Out out) throws IOException {
        int length = bytes.position();
        byte[] array = bytes.array();
        if (bytes.capacity() > KEPT) {
            bytes = ByteBuffer.allocate(USUAL);
        } else {
            bytes.clear();
        }
        out.write(array, 0, length);
    }
}
