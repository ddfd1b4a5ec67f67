package io.jenkins.plugins.ansibleevents.engine.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file that stays open when a thread that uses it is interrupted. The JDK would close a {@link FileChannel} then, and
 * an aborted build or a stopping executor would close the store for everybody.
 */
final class UninterruptibleFile extends FileBase {

    static final String SCHEME = "uninterruptible";

    private final RandomAccessFile file;
    private long position;

    private UninterruptibleFile(RandomAccessFile file) {
        this.file = file;
    }

    static {
        FilePath.register(new Scheme());
    }

    /** The name with which MVStore opens this file through this class. */
    static String name(java.nio.file.Path file) {
        return SCHEME + ":" + file.toAbsolutePath();
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        int count = read(target, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public synchronized int read(ByteBuffer target, long from) throws IOException {
        file.seek(from);
        if (target.hasArray()) {
            int count = file.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
            target.position(target.position() + Math.max(0, count));
            return count;
        }
        byte[] bytes = new byte[target.remaining()];
        int count = file.read(bytes);
        target.put(bytes, 0, Math.max(0, count));
        return count;
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
        int count = write(source, position);
        position += count;
        return count;
    }

    @Override
    public synchronized int write(ByteBuffer source, long to) throws IOException {
        file.seek(to);
        int count = source.remaining();
        byte[] bytes = source.hasArray() ? source.array() : new byte[count];
        int offset = source.hasArray() ? source.arrayOffset() + source.position() : 0;
        if (!source.hasArray()) {
            source.duplicate().get(bytes);
        }
        file.write(bytes, offset, count);
        source.position(source.limit());
        return count;
    }

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public synchronized FileChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    public synchronized FileChannel truncate(long size) throws IOException {
        if (size < file.length()) {
            file.setLength(size);
        }
        position = Math.min(position, size);
        return this;
    }

    /** Not synchronized, so that reads and writes go on while the disk works. */
    @Override
    public void force(boolean metaData) throws IOException {
        file.getFD().sync();
    }

    @Override
    public FileLock tryLock(long from, long length, boolean shared) throws IOException {
        return file.getChannel().tryLock(from, length, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    /** Public because H2 makes instances of it by reflection. */
    public static final class Scheme extends FilePathWrapper {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new UninterruptibleFile(new RandomAccessFile(getBase().toString(), mode));
        }
    }
}
