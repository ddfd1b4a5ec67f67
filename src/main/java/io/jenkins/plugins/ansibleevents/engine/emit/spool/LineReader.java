package io.jenkins.plugins.ansibleevents.engine.emit.spool;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads complete lines of a growing file, from any place. A line without its end counts as not written yet. It uses a
 * RandomAccessFile, because an interrupt of a thread that reads a channel would close the channel. Used by one thread
 * at a time.
 */
final class LineReader implements Closeable {

    /** Room for about a hundred events; the buffer grows for a longer line and shrinks again after it. */
    private static final int BUFFER = 1 << 16;

    private final RandomAccessFile file;
    private byte[] buffer = new byte[BUFFER];
    private long bufferOffset;
    private int start;
    private int end;

    LineReader(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
    }

    /** The line that begins at this offset, without its end; null when it is not complete yet. */
    @CheckForNull
    byte[] lineAt(long offset) throws IOException {
        seek(offset);
        int scanned = start;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    return take(i);
                }
            }
            int pending = end - start;
            if (!fill()) {
                return null;
            }
            scanned = start + pending;
        }
    }

    private byte[] take(int lineEnd) {
        byte[] line = Arrays.copyOfRange(buffer, start, lineEnd);
        start = lineEnd + 1;
        return line;
    }

    private void seek(long offset) {
        if (offset >= bufferOffset && offset <= bufferOffset + end) {
            start = (int) (offset - bufferOffset);
            return;
        }
        bufferOffset = offset;
        start = 0;
        end = 0;
    }

    private boolean fill() throws IOException {
        makeRoom();
        file.seek(bufferOffset + end);
        int count = file.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count > 0;
    }

    private void makeRoom() {
        if (start > 0) {
            int size = end - start <= BUFFER / 2 ? BUFFER : buffer.length;
            byte[] target = size == buffer.length ? buffer : new byte[size];
            System.arraycopy(buffer, start, target, 0, end - start);
            buffer = target;
            bufferOffset += start;
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8L, buffer.length * 2L));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
